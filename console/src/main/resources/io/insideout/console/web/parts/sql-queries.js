// @ts-check
// The queries that go on by themselves: how each is, and how to end it.

import { html, LitElement, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { counted } from '../format.js';
import { announce } from '../page.js';
import { rows } from '../sql.js';

const LOOK_AGAIN_MILLIS = 2_000;
const NUMBER = new Intl.NumberFormat('en-GB');

/** @type {Record<string, string>} */
const TONES = { running: 'good', starting: 'wait', failing: 'off', failed: 'bad' };

/**
 * @typedef {object} Query
 * @property {string} id
 * @property {string} state
 * @property {string} topic
 * @property {string} rate records read in a second
 * @property {string} lag records not read yet; empty where that is not known
 * @property {string} late
 * @property {string} reason
 * @property {string} text
 */

/** Fires `explain` with the id of a query. */
class SqlQueries extends LitElement {
  static properties = {
    queries: { state: true },
    ending: { state: true },
    busy: { state: true },
    failure: { state: true },
  };

  constructor() {
    super();
    /** @type {Query[] | null} null while nobody has told */
    this.queries = null;
    /** @type {string} the one that somebody is asked about */
    this.ending = '';
    this.busy = false;
    this.failure = '';
    this.leaving = new AbortController();
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    void this.look();
    this.timer = setInterval(() => document.hidden || void this.look(), LOOK_AGAIN_MILLIS);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.timer);
    this.leaving.abort();
  }

  async look() {
    try {
      const all = /** @type {string[][]} */ (await rows('SHOW QUERIES', this.leaving.signal));
      this.queries = all.map(([id, state, topic, rate, lag, late, reason, text]) => ({ id, state, topic, rate, lag, late, reason, text }));
      this.failure = this.busy ? this.failure : '';
    } catch (e) {
      if (!this.leaving.signal.aborted) {
        this.failure = /** @type {Error} */ (e).message;
      }
    }
  }

  /** @param {string} id */
  async askWhether(id) {
    this.ending = id;
    await this.updateComplete;
    /** @type {HTMLElement | null} */ (this.querySelector('.keep'))?.focus();
  }

  async keep() {
    const place = this.queries?.findIndex((query) => query.id === this.ending) ?? -1;
    this.ending = '';
    await this.updateComplete;
    /** @type {HTMLElement | undefined} */ (this.querySelectorAll('.terminate')[place])?.focus();
  }

  /** @param {string} id */
  async terminate(id) {
    this.busy = true;
    try {
      await rows(`TERMINATE ${id}`, this.leaving.signal);
      this.ending = '';
      announce(`${id} has ended.`);
      await this.look();
      await this.updateComplete;
      /** @type {HTMLElement | null} */ (this.querySelector('h2'))?.focus();
    } catch (e) {
      if (!this.leaving.signal.aborted) {
        this.failure = /** @type {Error} */ (e).message;
      }
    } finally {
      this.busy = false;
    }
  }

  render() {
    return html`<section class="card" aria-labelledby="queries">
      <h2 id="queries" tabindex="-1">Queries that go on by themselves</h2>
      ${this.failure ? html`<p class="alert" role="alert">${this.failure}</p>` : nothing}
      ${this.queries === null ? html`<p class="quiet">Looking for them …</p>` : this.queries.length > 0 ? this.table(this.queries) : this.none()}
    </section>`;
  }

  none() {
    return html`<p class="quiet">There are none. <code>CREATE TABLE … AS SELECT …</code> makes one: it writes a topic from then on,
      exactly once, whether somebody listens or not.</p>`;
  }

  /** @param {Query[]} queries */
  table(queries) {
    return html`<table class="rows queries">
      <caption class="unseen">Queries that go on by themselves</caption>
      <thead><tr><th scope="col">Query</th><th scope="col">State</th><th scope="col" class="number">Lag</th>
        <th scope="col" class="number">Read a second</th><th scope="col" class="number">Late</th>
        <th scope="col"><span class="unseen">What can be done</span></th></tr></thead>
      <tbody>${repeat(queries, (query) => query.id, (query) => this.row(query))}</tbody>
    </table>`;
  }

  /** @param {Query} query */
  row(query) {
    return html`<tr>
      <th scope="row"><div><span class="name">${query.id}</span> <span class="quiet">writes <bdi>${query.topic}</bdi></span>
        <code class="statement"><bdi>${query.text}</bdi></code>
        ${query.reason ? html`<p class="note bad"><bdi>${query.reason}</bdi></p>` : nothing}</div></th>
      <td data-label="State"><span class="badge tone-${TONES[query.state] ?? 'wait'}">${query.state}</span></td>
      <td data-label="Lag" class="number" title="Records that it has not read yet">${query.lag === '' ? '–' : NUMBER.format(Number(query.lag))}</td>
      <td data-label="Read a second" class="number">${NUMBER.format(Number(query.rate))}</td>
      <td data-label="Late" class="number" title="${counted(Number(query.late), 'record')} came too late for a window">${NUMBER.format(Number(query.late))}</td>
      <td>${this.ending === query.id ? this.whether(query.id) : this.actions(query.id)}</td>
    </tr>`;
  }

  /** @param {string} id */
  actions(id) {
    const explain = () => this.dispatchEvent(new CustomEvent('explain', { detail: id }));
    return html`<div class="buttons">
      <button class="button small" type="button" aria-label="Explain ${id}" @click=${explain}>Explain</button>
      <button class="button small danger terminate" type="button" aria-label="Terminate ${id}"
        @click=${() => this.askWhether(id)}>Terminate</button></div>`;
  }

  /** @param {string} id */
  whether(id) {
    const leave = (/** @type {KeyboardEvent} */ e) => e.key === 'Escape' && void this.keep();
    return html`<div role="group" aria-labelledby="whether" @keydown=${leave}>
      <p class="quiet" id="whether">Terminate ${id}? What it has written stays.</p>
      <div class="buttons"><button class="button small keep" type="button" @click=${this.keep}>Keep it</button>
        <button class="button small danger" type="button" aria-label="Yes, terminate ${id}" ?disabled=${this.busy}
          @click=${() => this.terminate(id)}>Terminate</button></div></div>`;
  }
}

customElements.define('io-sql-queries', SqlQueries);
