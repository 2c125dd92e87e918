// @ts-check
// What services have set aside, and why; and once its cause is mended, sending it again.

import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { get, path, post } from '../api.js';
import { counted, moment } from '../format.js';
import { announce, Page } from '../page.js';
import { focusQuestion, question } from '../parts/question.js';
import { href } from '../router.js';

/**
 * @typedef {object} Letter
 * @property {string} id
 * @property {string} service
 * @property {string} of where the record stands
 * @property {string} log where the letter stands
 * @property {string} time
 * @property {string} key
 * @property {string} reason
 * @property {string[]} redrivenTo
 */

class DeadLetters extends Page {
  static properties = {
    letters: { state: true },
    count: { state: true },
    openOnly: { state: true },
    chosen: { state: true },
    asked: { state: true },
    refused: { state: true },
    busy: { state: true },
  };

  constructor() {
    super();
    /** @type {Letter[] | null} */
    this.letters = null;
    this.count = 0;
    this.openOnly = true;
    /** @type {Set<string>} the ids of what is to be sent again */
    this.chosen = new Set();
    /** Whether somebody is asked if they are sure. */
    this.asked = false;
    /** @type {Record<string, string>} why something was not sent */
    this.refused = {};
    this.busy = false;
  }

  connectedCallback() {
    super.connectedCallback();
    void this.load();
  }

  async load() {
    await this.doing(async () => {
      const page = await get(path(['dead-letters'], { open: this.openOnly ? 'true' : undefined }), { signal: this.signal });
      this.letters = page.letters;
      this.count = page.count;
      this.chosen = new Set();
      this.asked = false;
    });
  }

  async redrive() {
    await this.doing(async () => {
      const { sent, refused } = await post(path(['dead-letters', 'redrive']), { ids: [...this.chosen] }, { signal: this.signal });
      this.refused = refused;
      this.asked = false;
      const count = Object.keys(sent).length;
      announce(count > 0 ? `${counted(count, 'letter')} sent again.` : 'Nothing was sent.');
      if (count > 0) {
        await this.load();
      }
    });
  }

  /** @param {() => Promise<void>} what */
  async doing(what) {
    this.busy = true;
    try {
      await what();
      this.failure = '';
    } catch (e) {
      if (!this.signal.aborted) {
        this.failure = /** @type {Error} */ (e).message;
      }
    } finally {
      this.busy = false;
    }
  }

  render() {
    return html`
      ${this.head('Dead letters', {
        lead: 'Records that a service could not use. They stand here with their reason, and the rest went on.',
        aside: html`<label class="check"><input type="checkbox" .checked=${this.openOnly}
          @change=${() => this.show(!this.openOnly)}> Only those not sent again</label>`,
      })}
      ${this.trouble()} ${this.letters === null ? nothing : this.letters.length === 0 ? this.none() : this.list(this.letters)}`;
  }

  /** @param {boolean} openOnly */
  show(openOnly) {
    this.openOnly = openOnly;
    this.refused = {};
    void this.load();
  }

  none() {
    return html`<div class="empty"><h2>Nothing is set aside</h2>
      <p>${this.openOnly ? 'Or all of it was sent again.' : 'Every record could be used by everybody who reads it.'}</p></div>`;
  }

  /** @param {Letter[]} letters */
  list(letters) {
    return html`
      ${Object.entries(this.refused).map(([id, why]) => html`<p class="alert"><bdi class="sku">${id}</bdi> <bdi>${why}</bdi></p>`)}
      <div class="card flush"><table class="rows">
        <caption class="unseen">Dead letters, newest first</caption>
        <thead><tr><th scope="col">Send</th><th scope="col">Set aside by</th><th scope="col">Record</th><th scope="col">Key</th>
          <th scope="col">Reason</th><th scope="col">Time</th></tr></thead>
        <tbody>${repeat(letters, (one) => one.id, (one) => this.row(one))}</tbody>
      </table></div>
      ${this.count > letters.length ? html`<p class="quiet">The newest ${letters.length} of ${this.count}.</p>` : nothing}
      ${this.sending()}`;
  }

  /** @param {Letter} one */
  row(one) {
    return html`<tr>
      <td data-label="Send"><input type="checkbox" aria-label="Send ${one.id} again" .checked=${this.chosen.has(one.id)}
        ?disabled=${one.redrivenTo.length > 0} @change=${() => this.choose(one.id)}></td>
      <th scope="row" data-label="Set aside by"><bdi>${one.service}</bdi></th>
      <td data-label="Record"><a class="sku" href=${href(['log', ...one.of.split('/')])}><bdi>${one.of}</bdi></a></td>
      <td data-label="Key"><bdi class="sku">${one.key}</bdi></td>
      <td data-label="Reason"><bdi>${one.reason}</bdi>
        ${one.redrivenTo.map((to) => html`<p class="quiet">sent again as <a class="sku" href=${href(['log', ...to.split('/')])}><bdi>${to}</bdi></a></p>`)}</td>
      <td data-label="Time">${moment(one.time)}</td>
    </tr>`;
  }

  /** @param {string} id */
  choose(id) {
    const chosen = new Set(this.chosen);
    if (!chosen.delete(id)) {
      chosen.add(id);
    }
    this.chosen = chosen;
    this.asked = false;
  }

  ask() {
    this.asked = true;
    void focusQuestion(this);
  }

  sending() {
    const count = this.chosen.size;
    return this.asked
      ? question(
          `Send ${counted(count, 'record')} again?`,
          'Each goes to the service that had set it aside. What still cannot be used is set aside anew.',
          { yes: 'Send', no: 'Keep them here', busy: this.busy, onYes: () => this.redrive(), onNo: () => (this.asked = false) },
        )
      : html`<div class="buttons"><button class="button primary" type="button" ?disabled=${count === 0 || this.busy}
          @click=${this.ask}>Send ${count === 0 ? 'what is chosen' : counted(count, 'record')} again</button></div>`;
  }
}

customElements.define('io-dead-letters', DeadLetters);
