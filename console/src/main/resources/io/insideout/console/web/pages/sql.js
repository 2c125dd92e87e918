// @ts-check
// The log, asked in SQL: a statement, its answer as it comes, and the queries that go on by themselves. What was asked stands in the address.

import { html, nothing } from 'lit';
import { get, path } from '../api.js';
import { announce, Page } from '../page.js';
import { Result } from '../result.js';
import { go, href } from '../router.js';
import { ask, placeOf } from '../sql.js';
import { EXAMPLES } from '../parts/sql-examples.js';
import '../parts/sql-editor.js';
import '../parts/sql-queries.js';
import '../parts/sql-result.js';

const SLOW_MILLIS = 1_000;
const MOST_IN_ADDRESS = 4_000;
const MOST_SAID = 1_000;
const FROM = /** @type {const} */ ([
  ['beginning', 'The beginning'],
  ['end', 'The end'],
  ['time', 'A time'],
]);

class Sql extends Page {
  static properties = {
    asking: { state: true },
    slow: { state: true },
    runs: { state: true },
    place: { state: true },
    told: { state: true },
    from: { state: true },
    untilNow: { state: true },
  };

  constructor() {
    super();
    /** @type {AbortController | null} of the statement that is asked now */
    this.asking = null;
    /** Whether it takes longer than a statement that is only to be understood. */
    this.slow = false;
    /** Whether it is understood, and on its way. */
    this.runs = false;
    /** @type {{ line: number, column: number, said: string } | undefined} where the statement is wrong */
    this.place = undefined;
    /** What has become of the statement. */
    this.told = '';
    /** @type {string} */
    this.from = 'beginning';
    this.untilNow = false;
    /** @type {string | undefined} the address that stands for what is in the editor */
    this.shown = undefined;
  }

  /** @returns {any} */
  get editor() {
    return this.querySelector('io-sql-editor');
  }

  /** @returns {any} */
  get answer() {
    return this.querySelector('io-sql-result');
  }

  /** @returns {any} */
  get queries() {
    return this.querySelector('io-sql-queries');
  }

  connectedCallback() {
    super.connectedCallback();
    this.signal.addEventListener('abort', () => this.stop());
    void this.learn();
  }

  /** What there is, for completion: without it, statements are written all the same. */
  async learn() {
    try {
      const { relations } = await get(path(['sql', 'relations']), { signal: this.signal });
      await this.updateComplete;
      this.editor.relations = relations;
    } catch (e) {
      if (!this.signal.aborted) {
        this.failure = /** @type {Error} */ (e).message;
      }
    }
  }

  /** @param {Map<string, unknown>} changed */
  updated(changed) {
    if (changed.has('query') && this.query.toString() !== this.shown) {
      this.shown = this.query.toString();
      const from = this.query.get('from') ?? 'beginning';
      this.write({ text: this.query.get('sql') ?? EXAMPLES[1].text, from: from === 'end' ? 'end' : 'beginning' });
    }
  }

  /** @param {{ text: string, from?: string }} example */
  write({ text, from = 'beginning' }) {
    this.editor.text = text;
    this.from = from;
    this.place = undefined;
  }

  /** Where streams are read from, as the API has it. */
  get reading() {
    const time = /** @type {HTMLInputElement | null} */ (this.querySelector('[name=time]'))?.value;
    if (this.from === 'time' && !time) {
      throw new Error('Say from which time streams are to be read.');
    }
    const from = this.from === 'time' ? new Date(`${time}Z`).toISOString() : this.from;
    return { from, untilNow: this.untilNow };
  }

  run() {
    const { text, at } = this.editor.statement;
    const short = this.editor.text.length <= MOST_IN_ADDRESS ? { sql: this.editor.text, from: this.from === 'end' ? 'end' : '' } : {};
    const address = href(['sql'], short);
    this.shown = address.split('?', 2)[1] ?? '';
    go(address, { replace: true });
    return this.start(text, at, 0);
  }

  explain() {
    const { text, at } = this.editor.statement;
    return this.start(`EXPLAIN\n${text}`, at, 1);
  }

  /**
   * @param {string} text one statement
   * @param {number} at where it begins in the editor; below zero where it is not there
   * @param {number} before how many lines stand before it
   */
  async start(text, at, before) {
    this.stop();
    const asking = new AbortController();
    this.begin(asking);
    const slow = setTimeout(() => (this.slow = true), SLOW_MILLIS);
    try {
      await ask(text, { ...this.listening(asking, slow), reading: this.reading, signal: asking.signal });
      this.end(asking, () => (this.told ||= 'The answer is complete.'));
    } catch (e) {
      const isStopped = asking.signal.aborted;
      this.end(asking, () => (isStopped ? (this.told = 'The query was stopped.') : this.refused(e, at, before)));
    } finally {
      clearTimeout(slow);
    }
  }

  /**
   * Says what has become of a statement, unless another was asked after it.
   *
   * @param {AbortController} asking
   * @param {() => void} tell
   */
  end(asking, tell) {
    if (this.asking === asking && !this.signal.aborted) {
      tell();
      this.asking = null;
      this.slow = false;
      void this.answer.changed();
      void this.queries.look();
      announce(this.told);
    }
  }

  /** @param {AbortController} asking */
  begin(asking) {
    this.asking = asking;
    this.runs = false;
    this.failure = '';
    this.told = '';
    this.place = undefined;
    this.editor.unmark();
    this.answer.result = new Result();
  }

  /**
   * @param {AbortController} asking
   * @param {number} slow
   */
  listening(asking, slow) {
    const { answer } = this;
    const { result } = answer;
    return {
      begun: () => {
        clearTimeout(slow);
        this.slow = false;
        this.runs = true;
        announce('The query runs.');
      },
      line: (/** @type {import('../sql.js').Line} */ line) => {
        if (line.error !== undefined && this.asking === asking) {
          this.told = 'The query has ended, for something went wrong.';
          this.failure = line.error.slice(0, MOST_SAID);
        }
        result.take(line);
        void answer.changed();
      },
    };
  }

  /**
   * @param {unknown} e
   * @param {number} at
   * @param {number} before
   */
  refused(e, at, before) {
    const place = at < 0 ? undefined : placeOf(e);
    this.told = 'The statement is refused.';
    if (place) {
      const there = this.editor.mark(at, { line: Math.max(1, place.line - before), column: place.column });
      this.place = { ...there, said: place.said };
    } else {
      this.failure = /** @type {Error} */ (e).message;
    }
  }

  stop() {
    this.asking?.abort();
  }

  render() {
    return html`
      ${this.head('SQL', { lead: 'Every topic is a stream or table already. An answer goes on until you stop it.' })}
      <section class="card sql" aria-label="Statement">
        <div class="buttons" role="group" aria-label="Examples">
          ${EXAMPLES.map((one) => html`<button class="button small" type="button" @click=${() => this.take(one)}>${one.name}</button>`)}
        </div>
        <io-sql-editor class="editor" @run=${() => this.run()}></io-sql-editor>
        ${this.place ? this.wrong(this.place) : nothing}
        <div class="sql-foot">${this.options()} ${this.actions()}</div>
      </section>
      ${this.trouble()}
      <section class="card sql-answer" aria-label="Answer">
        <p class="sql-state">${this.state()}</p>
        <io-sql-result .live=${this.asking !== null}></io-sql-result>
      </section>
      <io-sql-queries @explain=${this.explainQuery}></io-sql-queries>`;
  }

  /** @param {CustomEvent<string>} e */
  async explainQuery({ detail }) {
    await this.start(`EXPLAIN ${detail}`, -1, 0);
    this.querySelector('.sql-answer')?.scrollIntoView({ block: 'nearest' });
  }

  /** @param {{ text: string, from?: string }} example */
  take(example) {
    this.write(example);
    this.editor.focus();
  }

  /** @param {{ line: number, column: number, said: string }} place */
  wrong({ line, column, said }) {
    return html`<p class="alert" role="alert"><button class="place" type="button" @click=${() => this.editor.focus()}>Line
      ${line}, column ${column}</button>: <bdi>${said}</bdi></p>`;
  }

  options() {
    const choose = (/** @type {Event & { target: HTMLSelectElement }} */ e) => (this.from = e.target.value);
    return html`<div class="sql-options">
      <label class="check">From <select name="from" @change=${choose}>
        ${FROM.map(([value, name]) => html`<option value=${value} .selected=${this.from === value}>${name}</option>`)}</select></label>
      ${this.from === 'time'
        ? html`<input name="time" type="datetime-local" step="1" aria-label="Time, in UTC" title="In UTC">`
        : nothing}
      <label class="check"><input type="checkbox" name="until" .checked=${this.untilNow}
        @change=${() => (this.untilNow = !this.untilNow)}> Until now</label>
    </div>`;
  }

  actions() {
    return html`<div class="buttons">
      <button class="button" type="button" @click=${() => this.explain()}>Explain</button>
      <button class="button" type="button" ?disabled=${this.asking === null} @click=${() => this.stop()}>Stop</button>
      <button class="button primary" type="button" title="Ctrl-Enter, or ⌘ Enter" @click=${() => this.run()}>Run</button>
    </div>`;
  }

  state() {
    if (this.slow) {
      return html`<span class="badge tone-wait">Waiting</span> Where nobody has asked before, the engine is started first, which takes about 7 s.`;
    }
    if (this.asking && !this.runs) {
      return html`<span class="quiet">Asking …</span>`;
    }
    if (this.asking) {
      return html`<span class="badge tone-good">Live</span> The query goes on until you stop it or leave this page.`;
    }
    return this.told || html`<span class="quiet">Nothing is asked yet. Ctrl-Enter runs the statement that the cursor stands in.</span>`;
  }
}

customElements.define('io-sql', Sql);
