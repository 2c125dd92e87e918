// @ts-check
// A topic: drawn as a log with everybody's position on it, and its records, looked through or as they come.

import { html, nothing } from 'lit';
import { get, path } from '../api.js';
import { counted, rate, size, whole } from '../format.js';
import { listen, watch } from '../live.js';
import { announce, Page } from '../page.js';
import { logStrips } from '../parts/log-strips.js';
import { recordList } from '../parts/record-list.js';
import { searchForm, wanted } from '../parts/record-search.js';
import { go, href } from '../router.js';
import { KEPT } from './log.js';

const LOOK_AGAIN_MILLIS = 1_000;
const DRAWN_OFFSETS = 60;
const MOST_KEPT = 200;
const DRAWN_AGAIN_MILLIS = 250;

/** @typedef {import('../parts/record-list.js').LogRecord} LogRecord */
/** @typedef {{ partition: number, from: number, to: number, begin: number, end: number }} Covered */

class TopicPage extends Page {
  static properties = {
    topic: { state: true },
    groups: { state: true },
    isWhole: { state: true },
    records: { state: true },
    covered: { state: true },
    more: { state: true },
    busy: { state: true },
    wrong: { state: true },
    tail: { state: true },
    paused: { state: true },
  };

  constructor() {
    super();
    /** @type {import('./log.js').Topic | null} */
    this.topic = null;
    /** @type {{ group: string, positions: any[] }[]} */
    this.groups = [];
    /** Whether all offsets are drawn, and not the newest alone. */
    this.isWhole = false;
    /** @type {LogRecord[]} */
    this.records = [];
    /** @type {Covered[]} */
    this.covered = [];
    /** @type {string | null} */
    this.more = null;
    this.busy = false;
    /** @type {string} why a search was refused */
    this.wrong = '';
    /** @type {{ isOpen: boolean, seen: number, shown: number, sampled: number } | null} */
    this.tail = null;
    this.paused = false;
    /** @type {LogRecord[]} what came since it was drawn last */
    this.come = [];
    this.asked = new AbortController();
  }

  connectedCallback() {
    super.connectedCallback();
    void watch(LOOK_AGAIN_MILLIS, () => this.look(), this.signal);
    this.signal.addEventListener('abort', () => this.asked.abort());
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('query')) {
      this.asked.abort();
      this.asked = new AbortController();
      this.records = [];
      this.covered = [];
      this.more = null;
      this.wrong = '';
      this.tail = null;
      if (this.query.get('live')) {
        this.follow();
      } else {
        void this.search();
      }
    }
  }

  /** Where everybody stands. */
  async look() {
    const name = this.params.topic;
    try {
      const [topics, groups] = await Promise.all([
        get(path(['log', 'topics']), { signal: this.signal }),
        get(path(['log', 'groups'], { topic: name }), { signal: this.signal }),
      ]);
      this.topic = topics.topics.find((/** @type {any} */ one) => one.topic === name) ?? null;
      this.groups = groups.groups;
      this.failure = '';
    } catch (e) {
      if (!this.signal.aborted) {
        this.failure = /** @type {Error} */ (e).message;
      }
    }
  }

  /** @param {string} [cursor] */
  async search(cursor) {
    const { signal } = this.asked;
    this.busy = true;
    this.wrong = '';
    try {
      const what = cursor ? { cursor, query: this.query.get('q') ?? '' } : wanted(this.query);
      const found = await get(path(['log', 'topics', this.params.topic, 'records'], what), { signal });
      if (!signal.aborted) {
        this.records = cursor ? [...this.records, ...found.records] : found.records;
        this.covered = cursor ? joined(this.covered, found.covered) : found.covered;
        this.more = found.more;
        announce(`${this.found()} ${this.coverage()}`);
      }
    } catch (e) {
      if (!signal.aborted) {
        this.wrong = /** @type {Error} */ (e).message;
      }
    } finally {
      if (!signal.aborted) {
        this.busy = false;
      }
    }
  }

  /** What comes is drawn some times a second, however much it is: nobody reads faster. */
  follow() {
    const { signal } = this.asked;
    const { partition, query } = wanted(this.query);
    this.busy = false;
    this.paused = false;
    this.come = [];
    this.tail = { isOpen: false, seen: 0, shown: 0, sampled: 1 };
    let waiting = false;
    /** @param {any} event */
    const take = (event) => {
      if (this.paused || !this.tail) {
        return;
      }
      this.come = [...event.records.reverse(), ...this.come].slice(0, MOST_KEPT);
      this.tail.seen += event.seen;
      this.tail.shown += event.records.length;
      this.tail.sampled = event.sampled;
      if (!waiting) {
        waiting = true;
        setTimeout(() => {
          waiting = false;
          if (!signal.aborted) {
            this.records = [...this.come, ...this.records].slice(0, MOST_KEPT);
            this.come = [];
          }
        }, DRAWN_AGAIN_MILLIS);
      }
    };
    const open = (/** @type {boolean} */ isOpen) => {
      if (this.tail) {
        this.tail = { ...this.tail, isOpen };
      }
    };
    void listen(path(['log', 'topics', this.params.topic, 'records'], { partition, query }), { event: take, open, isUnseen: true, signal });
  }

  found() {
    return this.records.length === 0 ? 'No record is like that.' : `${counted(this.records.length, 'record')}.`;
  }

  coverage() {
    const looked = this.covered.reduce((sum, one) => sum + one.to - one.from, 0);
    const all = this.covered.reduce((sum, one) => sum + one.end - one.begin, 0);
    return `${whole(looked)} of ${whole(all)} offsets looked at.`;
  }

  render() {
    const topic = this.topic;
    return html`
      ${this.head(this.params.topic, {
        lead: topic?.catalogued
          ? html`${KEPT[topic.kept ?? '']}, by ${topic.key}. Written by ${topic.writers?.join(', ')}${topic.readers?.length ? html`; worked on by ${topic.readers.join(', ')}` : nothing}.`
          : 'Not one of the catalogue.',
        back: { to: '#/log', name: 'Log' },
      })}
      ${this.trouble()} ${topic ? this.drawn(topic) : nothing}
      <section aria-labelledby="records"><h2 id="records" class="unseen">Records</h2>
        ${searchForm(this.query, topic?.partitions.length ?? 0, (query) => go(href(['log', this.params.topic], query)))}
      </section>
      ${this.wrong ? html`<p class="alert" role="alert">${this.wrong}</p>` : nothing}
      ${this.tail ? this.live(this.tail) : this.answer()}`;
  }

  /** @param {import('./log.js').Topic} topic */
  drawn(topic) {
    const standings = this.groups.flatMap((one) => one.positions.map((at) => ({ ...at, group: one.group })));
    const isLong = topic.partitions.some((one) => one.end - one.begin > DRAWN_OFFSETS);
    return html`<section class="card" aria-labelledby="strips">
      <header class="card-head"><h2 id="strips">From old to new</h2>
        <span class="quiet">${whole(topic.offsets)} offsets${topic.bytes === null ? '' : `, ${size(topic.bytes)}`}${
          topic.offsetsPerSecond ? `, growing by ${rate(topic.offsetsPerSecond)}` : ''}</span>
        ${isLong
          ? html`<button class="button small" aria-pressed=${this.isWhole} @click=${() => (this.isWhole = !this.isWhole)}>Whole log</button>`
          : nothing}</header>
      ${logStrips(topic.partitions, standings, this.isWhole ? 0 : DRAWN_OFFSETS)}
      <p class="quiet">Each group stands at the record that it reads next; the line is what it has still to go.
        Views belong to no group, and are not drawn.</p>
    </section>`;
  }

  answer() {
    if (this.records.length === 0 && this.busy) {
      return html`<p class="quiet" role="status">Looking …</p>`;
    }
    if (this.wrong) {
      return nothing;
    }
    return html`${this.records.length > 0 ? recordList(this.records) : html`<div class="empty"><h2>${this.found()}</h2></div>`}
      <div class="more"><span class="quiet">${this.found()} ${this.coverage()}
          ${this.more ? 'The rest has not been.' : 'That is all there is to look at.'}</span>
        ${this.more
          ? html`<button class="button" ?disabled=${this.busy} @click=${() => this.search(this.more ?? '')}>Look on</button>`
          : nothing}
      </div>`;
  }

  /** @param {{ isOpen: boolean, seen: number, shown: number, sampled: number }} tail */
  live(tail) {
    const sampled = tail.sampled > 1 ? `; they come fast: sampled 1 in ${whole(tail.sampled)}` : '';
    return html`<div class="more"><span class="badge ${tail.isOpen && !this.paused ? 'tone-good' : 'tone-off'}">${
        this.paused ? 'Paused' : tail.isOpen ? 'Live' : 'Connecting'}</span>
      <span class="quiet">${counted(tail.seen, 'record')} came, ${whole(tail.shown)} shown${sampled}</span>
      <button class="button" aria-pressed=${this.paused} @click=${() => (this.paused = !this.paused)}>Pause</button></div>
      ${this.records.length > 0
        ? recordList(this.records)
        : html`<div class="empty"><h2>Waiting for what comes</h2><p>The newest ${MOST_KEPT} are kept here.</p></div>`}`;
  }
}

/**
 * What was looked at in all: a search goes on where it left off.
 *
 * @param {Covered[]} before
 * @param {Covered[]} then
 */
function joined(before, then) {
  return before.map((one) => {
    const next = then.find((other) => other.partition === one.partition);
    return next ? { ...next, from: Math.min(one.from, next.from), to: Math.max(one.to, next.to) } : one;
  });
}

customElements.define('io-topic', TopicPage);
