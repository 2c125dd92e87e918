// @ts-check
// The subjects of the schema registry.

import { html, nothing } from 'lit';
import { get, path } from '../api.js';
import { counted } from '../format.js';
import { Page } from '../page.js';
import { href } from '../router.js';

class Schemas extends Page {
  static properties = { subjects: { state: true }, compatibility: { state: true } };

  constructor() {
    super();
    /** @type {string[] | null} */
    this.subjects = null;
    this.compatibility = '';
  }

  connectedCallback() {
    super.connectedCallback();
    void this.load();
  }

  async load() {
    try {
      const found = await get(path(['schemas']), { signal: this.signal });
      this.subjects = found.subjects;
      this.compatibility = found.compatibility;
    } catch (e) {
      if (!this.signal.aborted) {
        this.failure = /** @type {Error} */ (e).message;
      }
    }
  }

  render() {
    return html`
      ${this.head('Schemas', { lead: 'The contract between who writes and who reads: what each topic’s values have been.' })}
      ${this.trouble()}
      ${this.subjects === null
        ? nothing
        : html`<section class="card" aria-labelledby="subjects">
            <h2 id="subjects">${counted(this.subjects.length, 'subject')}</h2>
            <p class="quiet">Unless a subject says otherwise, a new version has to be ${this.compatibility}.</p>
            <ul class="plain">${this.subjects.map(
              (subject) => html`<li><a href=${href(['schemas', subject])}><bdi class="sku">${subject}</bdi></a></li>`,
            )}</ul></section>`}`;
  }
}

customElements.define('io-schemas', Schemas);
