// @ts-check
// A subject: its versions, what changed between two of them, and whether another schema would fit.

import { html, nothing } from 'lit';
import { get, path, post } from '../api.js';
import { counted } from '../format.js';
import { announce, Page } from '../page.js';
import { apart } from '../parts/apart.js';
import { linesApart } from '../parts/lines-apart.js';

/**
 * @typedef {{ version: number, id: number, schema: unknown }} Version
 * @typedef {{ subject: string, compatibility: string, count: number, versions: Version[] }} Subject newest version first
 */

class Schema extends Page {
  static properties = {
    subject: { state: true },
    from: { state: true },
    to: { state: true },
    verdict: { state: true },
    wrong: { state: true },
  };

  constructor() {
    super();
    /** @type {Subject | null} */
    this.subject = null;
    this.from = 0;
    this.to = 0;
    /** @type {{ compatible: boolean, messages: string[] } | null} */
    this.verdict = null;
    this.wrong = '';
  }

  connectedCallback() {
    super.connectedCallback();
    void this.load();
  }

  async load() {
    try {
      /** @type {Subject} */
      const subject = await get(path(['schemas', this.params.subject]), { signal: this.signal });
      this.subject = subject;
      this.to = subject.versions[0].version;
      this.from = (subject.versions[1] ?? subject.versions[0]).version;
    } catch (e) {
      if (!this.signal.aborted) {
        this.failure = /** @type {Error} */ (e).message;
      }
    }
  }

  /** @param {SubmitEvent} submit */
  async check(submit) {
    submit.preventDefault();
    const form = /** @type {HTMLFormElement} */ (submit.currentTarget);
    this.verdict = null;
    this.wrong = '';
    try {
      const schema = String(new FormData(form).get('schema'));
      this.verdict = await post(path(['schemas', this.params.subject, 'compatibility']), { schema }, { signal: this.signal });
      announce(this.verdict?.compatible ? 'It would fit.' : 'It would not fit.');
    } catch (e) {
      if (!this.signal.aborted) {
        this.wrong = /** @type {Error} */ (e).message;
      }
    }
  }

  render() {
    return html`
      ${this.head(this.params.subject, {
        lead: this.subject ? html`${counted(this.subject.count, 'version')}; the next has to be ${this.subject.compatibility}` : nothing,
        back: { to: '#/schemas', name: 'Schemas' },
      })}
      ${this.trouble()} ${this.subject ? this.known(this.subject) : nothing}`;
  }

  /** @param {Subject} subject */
  known(subject) {
    return html`<section class="card" aria-labelledby="change">
        <h2 id="change">What changed</h2>
        <div class="schema-versions">${this.choice('From', 'from', subject)} ${this.choice('To', 'to', subject)}</div>
        ${this.difference(subject)}
      </section>
      <section class="card" aria-labelledby="draft">
        <h2 id="draft">Would it fit?</h2>
        <form class="schema-draft" @submit=${this.check}>
          <label class="field">A schema, in Avro’s JSON
            <textarea name="schema" rows="12" required spellcheck="false" .defaultValue=${this.text(subject, this.to)}></textarea></label>
          <div class="buttons"><button class="button primary" type="submit">Try it</button></div>
        </form>
        ${this.wrong ? html`<p class="alert" role="alert"><bdi>${this.wrong}</bdi></p>` : nothing}
        ${this.verdict ? this.said(this.verdict) : nothing}
      </section>`;
  }

  /** @param {{ compatible: boolean, messages: string[] }} verdict */
  said({ compatible, messages }) {
    return html`<div class="note ${compatible ? 'good' : 'bad'}">
      <p>${compatible ? 'It would fit. Nothing was registered.' : 'It would not fit:'}</p>
      ${messages.length > 0 ? html`<ul>${messages.map((one) => html`<li><bdi>${one}</bdi></li>`)}</ul>` : nothing}</div>`;
  }

  /**
   * @param {string} label
   * @param {'from' | 'to'} which
   * @param {Subject} subject
   */
  choice(label, which, subject) {
    return html`<label class="field">${label}<select @change=${(/** @type {Event} */ e) => {
        this[which] = Number(/** @type {HTMLSelectElement} */ (e.target).value);
      }}>${subject.versions.map(
        (one) => html`<option value=${one.version} ?selected=${one.version === this[which]}>Version ${one.version}, id ${one.id}</option>`,
      )}</select></label>`;
  }

  /**
   * @param {Subject} subject
   * @param {number} version
   */
  text(subject, version) {
    return JSON.stringify(subject.versions.find((one) => one.version === version)?.schema, null, 2);
  }

  /** @param {Subject} subject */
  difference(subject) {
    const lines = linesApart(this.text(subject, this.from), this.text(subject, this.to));
    const gone = lines.filter((one) => one.kind === 'gone').length;
    const come = lines.filter((one) => one.kind === 'new').length;
    return html`<p class="quiet">${gone + come === 0
        ? 'Nothing.'
        : `${counted(come, 'line')} came, ${counted(gone, 'line')} went.`}</p>
      ${apart(lines, 'The schema, with what came and what went')}`;
  }
}

customElements.define('io-schema', Schema);
