// @ts-check
// The laws: what the last proof found, and another one at a click.

import { html, nothing } from 'lit';
import { get, path, post } from '../api.js';
import { counted, exactly, moment } from '../format.js';
import { watch } from '../live.js';
import { announce, Page } from '../page.js';
import { span } from '../parts/story-steps.js';
import { href } from '../router.js';

const LOOK_AGAIN_MILLIS = 1_000;

/**
 * @typedef {object} Law
 * @property {string} law its letter
 * @property {string} title
 * @property {boolean} holds
 * @property {boolean} judged
 * @property {string} [unjudged]
 * @property {Record<string, number>} [counted]
 * @property {number} violations
 * @property {{ sentence: string, at: string[] }[]} [first]
 *
 * @typedef {object} Proof
 * @property {string} at
 * @property {{ holds: boolean, violations: number, records: number, dead: number, tookMillis: number, quiet: boolean, quietReason?: string, laws: Law[] }} report
 *
 * @typedef {{ running: boolean, since?: string, failure?: string, last?: Proof }} State
 */

class Laws extends Page {
  static properties = { state: { state: true } };

  constructor() {
    super();
    /** @type {State | null} */
    this.state = null;
  }

  connectedCallback() {
    super.connectedCallback();
    void watch(LOOK_AGAIN_MILLIS, () => this.look(), this.signal);
  }

  async look() {
    if (this.state?.running === false) {
      return;
    }
    await this.ask(() => get(path(['laws']), { signal: this.signal }));
  }

  async prove() {
    await this.ask(() => post(path(['laws', 'proof']), {}, { signal: this.signal }));
    announce('The proof has begun.');
  }

  /** @param {() => Promise<State>} question */
  async ask(question) {
    const wasRunning = this.state?.running;
    try {
      this.state = await question();
      this.failure = this.state.failure ?? '';
      if (wasRunning && !this.state.running && this.state.last) {
        announce(verdict(this.state.last));
      }
    } catch (e) {
      if (!this.signal.aborted) {
        this.failure = /** @type {Error} */ (e).message;
      }
    }
  }

  render() {
    const running = this.state?.running ?? false;
    return html`
      ${this.head('Laws', {
        lead: 'What must hold, judged from the log alone.',
        aside: html`<button class="button primary" type="button" ?disabled=${running || this.state === null} @click=${this.prove}>
          ${running ? 'Being proven …' : 'Prove them now'}</button>`,
      })}
      ${this.trouble()}
      ${running
        ? html`<p class="note">The log is being read from its beginning. You may go elsewhere: the result is kept.</p>`
        : nothing}
      ${this.state?.last ? this.found(this.state.last) : this.state && !running ? unproven() : nothing}`;
  }

  /** @param {Proof} proof */
  found(proof) {
    const { report } = proof;
    return html`<p class="note ${report.holds ? 'good' : 'bad'}">${verdict(proof)} Proven ${moment(proof.at)} from
        ${counted(report.records, 'record')} in ${span(report.tookMillis)}.
        ${report.quiet ? nothing : html`Work was still on its way (<bdi>${report.quietReason}</bdi>): it is counted and not judged.`}</p>
      <section class="card flush" aria-label="Law by law">
        <table class="rows">
          <caption class="unseen">What the proof of ${exactly(proof.at)} found, law by law</caption>
          <thead><tr><th scope="col">Law</th><th scope="col">Verdict</th><th scope="col">Counted</th></tr></thead>
          <tbody>${report.laws.map((law) => this.law(law))}</tbody>
        </table>
      </section>`;
  }

  /** @param {Law} law */
  law(law) {
    const [tone, name] = !law.judged ? ['wait', 'Not judged'] : law.holds ? ['good', 'Holds'] : ['bad', 'Violated'];
    return html`<tr>
      <th scope="row" data-label="Law"><span class="sku">${law.law}</span> <bdi>${law.title}</bdi></th>
      <td data-label="Verdict"><span class="badge tone-${tone}">${name}</span>
        ${law.unjudged ? html`<p class="quiet"><bdi>${law.unjudged}</bdi></p>` : nothing}
        ${law.violations > 0 ? this.violations(law) : nothing}</td>
      <td data-label="Counted"><span class="quiet">${Object.entries(law.counted ?? {})
        .map(([what, count]) => `${count.toLocaleString('en-GB')} ${what}`)
        .join(', ')}</span></td>
    </tr>`;
  }

  /** @param {Law} law */
  violations(law) {
    const first = law.first ?? [];
    return html`<ul class="violations">${first.map(
        (one) => html`<li><bdi>${one.sentence}</bdi> ${one.at.map((at) => html`<a class="sku" href=${href(['log', ...at.split('/')])}><bdi>${at}</bdi></a> `)}</li>`,
      )}</ul>
      ${law.violations > first.length ? html`<p class="quiet">and ${law.violations - first.length} more</p>` : nothing}`;
  }
}

/** @param {Proof} proof */
function verdict({ report }) {
  return report.holds
    ? 'Every law holds.'
    : report.violations > 0
      ? `${counted(report.violations, 'violation')}.`
      : 'No law is violated, but not every one could be judged.';
}

function unproven() {
  return html`<div class="empty"><h2>Nothing is proven yet</h2>
    <p>A proof reads the whole log, and takes some seconds for each hundred thousand orders.</p></div>`;
}

customElements.define('io-laws', Laws);
