// @ts-check
// The story of an order, live: every record that it caused or that concerns it, what came of what, and whom it waits for.

import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { get, path } from '../api.js';
import { badge, counted, exactly } from '../format.js';
import { listen } from '../live.js';
import { announce, Page } from '../page.js';
import { storyGraph } from '../parts/story-graph.js';
import { rows, span, writtenMillis } from '../parts/story-steps.js';
import { href, isBuilt } from '../router.js';

const CLOCK_MILLIS = 1_000;

/**
 * @typedef {import('../parts/story-steps.js').Step} Step
 * @typedef {{ who: string, what: string, since: string, waitedMillis: number, setAside?: string }} Awaited
 * @typedef {object} Story
 * @property {string} [state]
 * @property {number} [version]
 * @property {{ time?: string, behind?: number, building?: boolean }} asOf
 * @property {boolean} [cut]
 * @property {Step[]} steps
 * @property {Awaited[]} pending
 */

class StoryOfOrder extends Page {
  static properties = {
    story: { state: true },
    live: { state: true },
    text: { state: true },
    failures: { state: true },
    asGraph: { state: true },
    now: { state: true },
  };

  constructor() {
    super();
    /** @type {Story | null} */
    this.story = null;
    this.live = false;
    this.text = '';
    this.failures = false;
    this.asGraph = false;
    this.now = Date.now();
  }

  connectedCallback() {
    super.connectedCallback();
    const clock = setInterval(() => (this.now = Date.now()), CLOCK_MILLIS);
    this.signal.addEventListener('abort', () => clearInterval(clock));
    void this.begin();
  }

  /** Asked for first: who listens is not told why there is nothing to listen to. */
  async begin() {
    const url = path(['orders', this.params.id, 'story']);
    try {
      this.story = await get(url, { signal: this.signal });
    } catch (e) {
      if (!this.signal.aborted) {
        this.failure = /** @type {Error} */ (e).message;
      }
      return;
    }
    await listen(url, {
      events: {
        story: (/** @type {Story} */ story) => (this.story = story),
        step: (/** @type {Step} */ step) => this.more(step),
        pending: (/** @type {Partial<Story>} */ standing) => this.stands(standing),
      },
      open: (isOpen) => (this.live = isOpen),
      signal: this.signal,
    });
  }

  /** @param {Step} step */
  more(step) {
    if (this.story && !this.story.steps.some((one) => one.log === step.log)) {
      this.story = { ...this.story, steps: [...this.story.steps, step] };
      announce(`${step.writer ?? step.topic}: ${step.says}`);
    }
  }

  /** @param {Partial<Story>} standing */
  stands(standing) {
    if (this.story) {
      this.story = { ...this.story, ...standing };
    }
  }

  render() {
    const story = this.story;
    return html`
      ${this.head(`Story of ${this.params.id.slice(0, 8)}`, {
        lead: html`<a href=${href(['orders', this.params.id])}><bdi class="sku">${this.params.id}</bdi></a>`,
        aside: story
          ? html`${story.state ? badge(story.state) : nothing}
              <span class="badge tone-${this.live ? 'good' : 'wait'}">${this.live ? 'Live' : 'Not connected'}</span>`
          : nothing,
        back: { to: '#/story', name: 'Stories' },
      })}
      ${this.trouble()} ${story ? this.told(story) : this.failure ? nothing : html`<p class="quiet">Reading …</p>`}`;
  }

  /** @param {Story} story */
  told(story) {
    const shown = rows(story.steps, { text: this.text, failures: this.failures });
    const chosen = shown.filter((row) => row.kind !== 'gap').flatMap((row) => (row.kind === 'step' ? [row.step] : row.steps));
    return html`${this.pending(story)} ${this.caveats(story)}
      <div class="card story-tools">
        <label class="field">Filter<input type="search" placeholder="orders paid" .value=${this.text}
          @input=${(/** @type {InputEvent} */ e) => (this.text = /** @type {HTMLInputElement} */ (e.target).value)}></label>
        <label class="check"><input type="checkbox" .checked=${this.failures}
          @change=${() => (this.failures = !this.failures)}> Only what failed</label>
        <div class="buttons" role="group" aria-label="Shown as">
          ${this.view('Timeline', false)} ${this.view('Graph', true)}
        </div>
      </div>
      <section class="card" aria-labelledby="steps">
        <h2 id="steps">${chosen.length === story.steps.length
          ? counted(chosen.length, 'record')
          : `${chosen.length} of ${counted(story.steps.length, 'record')}`}</h2>
        ${chosen.length === 0 ? html`<p class="quiet">No record is like that.</p>` : nothing}
        ${this.asGraph
          ? storyGraph(chosen, (log) => this.read(log))
          : html`<ol class="story">${repeat(shown, keyOf, (row) => this.row(row, story))}</ol>`}
      </section>`;
  }

  /**
   * @param {string} name
   * @param {boolean} asGraph
   */
  view(name, asGraph) {
    return html`<button class="button" type="button" aria-pressed=${this.asGraph === asGraph ? 'true' : 'false'}
      @click=${() => (this.asGraph = asGraph)}>${name}</button>`;
  }

  /** @param {Story} story */
  pending(story) {
    return story.pending.length === 0
      ? html`<p class="note good">Nobody has anything left to do for this order.</p>`
      : html`<section class="note" aria-labelledby="waits"><h2 id="waits">Waiting for</h2>
          <ul>${story.pending.map(
            (one) => html`<li><strong><bdi>${one.who}</bdi></strong> <bdi>${one.what}</bdi>,
              <time datetime=${one.since} title=${exactly(one.since)}>${span(Math.max(0, this.now - Date.parse(one.since)))}</time>
              ${one.setAside ? html`<span class="badge tone-bad">set aside: <bdi>${one.setAside}</bdi></span>` : nothing}</li>`,
          )}</ul></section>`;
  }

  /** @param {Story} story */
  caveats(story) {
    const behind = story.asOf.behind ?? 0;
    return html`${story.asOf.building
      ? html`<p class="note">The view of stories is being built from the log: this may not be all.</p>`
      : behind > 0
        ? html`<p class="note">The view is ${counted(behind, 'record')} behind the log.</p>`
        : nothing}
    ${story.cut ? html`<p class="note">There are more than 1,000 records: the first and the last are told.</p>` : nothing}`;
  }

  /**
   * @param {import('../parts/story-steps.js').Row} row
   * @param {Story} story
   */
  row(row, story) {
    if (row.kind === 'gap') {
      return html`<li class="gap">${span(row.millis)} in which nothing happened</li>`;
    }
    if (row.kind === 'more') {
      return html`<li class="more"><details><summary>${counted(row.steps.length, 'more record')} of
        ${row.steps[0].topic}, made of the same one</summary>
        <ol class="story">${row.steps.map((step) => html`<li>${this.step(step, story)}</li>`)}</ol></details></li>`;
    }
    return html`<li class=${row.step.failure ? 'is-bad' : ''}>${this.step(row.step, story)}</li>`;
  }

  /**
   * @param {Step} step
   * @param {Story} story
   */
  step(step, story) {
    const first = story.steps.length > 0 ? writtenMillis(story.steps[0]) : 0;
    const place = href(['log', step.topic, String(step.partition), String(step.offset)]);
    return html`<article id=${'step-' + step.log} tabindex="-1" aria-label=${`${step.log}: ${step.says}`}>
      <header>
        <time datetime=${step.written ?? step.time} title=${exactly(step.written ?? step.time)}>+${span(writtenMillis(step) - first)}</time>
        <span class="badge tone-${step.failure ? 'bad' : 'go'}"><bdi>${step.writer ?? 'outside'}</bdi></span>
        ${isBuilt(place) ? html`<a class="sku" href=${place}><bdi>${step.log}</bdi></a>` : html`<bdi class="sku">${step.log}</bdi>`}
        ${step.cause ? this.cause(step) : nothing}
      </header>
      <p><bdi>${step.says}</bdi></p>
      ${step.letter ? html`<p class="alert">Set aside by <bdi>${step.letter.service}</bdi>: <bdi>${step.letter.reason}</bdi></p>` : nothing}
      ${step.changes?.length ? changed(step.changes) : nothing}
      <details><summary>Content</summary>
        <p class="quiet">${step.type ? html`<bdi>${step.type}</bdi>` : nothing}
          ${step.schema ? html`schema <bdi>${step.schema.subject}</bdi> version ${step.schema.version ?? 'unknown'}, id ${step.schema.id}` : nothing}
          ${step.key ? html`key <bdi class="sku">${step.key}</bdi>` : nothing} event time ${exactly(step.time)}</p>
        ${step.undecodable
          ? html`<p class="alert"><bdi>${step.undecodable}</bdi></p>`
          : html`<pre tabindex="0" aria-label="Content of ${step.log}"><bdi>${JSON.stringify(step.value, null, 2)}</bdi></pre>`}
      </details>
    </article>`;
  }

  /** @param {Step} step */
  cause(step) {
    const after = step.afterMillis === undefined ? '' : `${span(step.afterMillis)} after `;
    return html`<span class="quiet">${after || 'after '}${step.causeOutside
      ? html`<bdi class="sku">${step.cause}</bdi>, no record of this order`
      : html`<button class="cause sku" type="button" @click=${() => this.read(/** @type {string} */ (step.cause))}><bdi>${step.cause}</bdi></button>`}</span>`;
  }

  /**
   * Shows a record in the timeline, whatever was looked for.
   *
   * @param {string} log
   */
  async read(log) {
    this.asGraph = false;
    this.text = '';
    this.failures = false;
    await this.updateComplete;
    const step = document.getElementById('step-' + log);
    step?.closest('details')?.setAttribute('open', '');
    step?.scrollIntoView({ block: 'center' });
    step?.focus();
  }
}

/** @param {import('../parts/story-steps.js').Row} row @param {number} index */
function keyOf(row, index) {
  return row.kind === 'step' ? row.step.log : row.kind === 'more' ? 'more ' + row.steps[0].log : 'gap ' + index;
}

/** @param {import('../parts/story-steps.js').Change[]} changes */
function changed(changes) {
  return html`<dl class="changes">${changes.map(
    (one) => html`<div><dt><bdi>${one.path}</bdi></dt>
      <dd>${one.before == null ? nothing : html`<del><bdi>${plain(one.before)}</bdi></del>`}
        ${one.after == null ? nothing : html`<ins><bdi>${plain(one.after)}</bdi></ins>`}</dd></div>`,
  )}</dl>`;
}

/** @param {unknown} value */
function plain(value) {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

customElements.define('io-story', StoryOfOrder);
