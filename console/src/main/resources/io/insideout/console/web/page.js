// @ts-check
// What every page is: an element without a shadow, so that one set of styles is for all of them.

import { html, LitElement, nothing } from 'lit';

export class Page extends LitElement {
  static properties = {
    params: { attribute: false },
    query: { attribute: false },
    failure: { state: true },
  };

  constructor() {
    super();
    /** @type {Record<string, string>} the route's variables */
    this.params = {};
    /** What stands behind the ? of the route. */
    this.query = new URLSearchParams();
    /** @type {string} what went wrong, as one sentence */
    this.failure = '';
    this.leaving = new AbortController();
    /** @type {Element | null} what had the focus and was disabled */
    this.asleep = null;
  }

  createRenderRoot() {
    return this;
  }

  /** Ends with the page: give it to whatever waits. */
  get signal() {
    return this.leaving.signal;
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.leaving.abort();
  }

  /**
   * What has the focus may go with an update: then the heading has it, and nobody is thrown back to the beginning. What
   * is only disabled for a while loses it too, a moment later: it gets it back, unless somebody has gone elsewhere.
   *
   * @param {Map<PropertyKey, unknown>} changed
   */
  update(changed) {
    const active = document.activeElement;
    const had = this.contains(active) ? active : active === document.body ? this.asleep : null;
    super.update(changed);
    const asleep = this.asleep;
    this.asleep = null;
    if (had === null) {
      return;
    }
    if (!this.contains(had)) {
      /** @type {HTMLElement | null} */ (this.querySelector('h1'))?.focus();
    } else if (had.matches(':disabled')) {
      this.asleep = had;
    } else if (had === asleep) {
      /** @type {HTMLElement} */ (had).focus();
    }
  }

  /**
   * The head of a page. The shell moves the focus to its heading.
   *
   * @param {string} title
   * @param {{ lead?: unknown, aside?: unknown, back?: { to: string, name: string } }} [more]
   */
  head(title, { lead = nothing, aside = nothing, back } = {}) {
    const named = `${title} · Insideout`;
    if (document.title !== named) {
      document.title = named;
    }
    return html`
      ${back ? html`<a class="back" href=${back.to}><span aria-hidden="true">←</span> ${back.name}</a>` : nothing}
      <header class="page-head">
        <div>
          <h1 tabindex="-1"><bdi>${title}</bdi></h1>
          ${lead === nothing ? nothing : html`<p class="lead">${lead}</p>`}
        </div>
        ${aside === nothing ? nothing : html`<div class="page-aside">${aside}</div>`}
      </header>`;
  }

  /** What went wrong, said to everybody. */
  trouble() {
    return this.failure ? html`<p class="alert" role="alert">${this.failure}</p>` : nothing;
  }
}

/**
 * Says something to who listens to a screen reader.
 *
 * @param {string} sentence
 */
export function announce(sentence) {
  window.dispatchEvent(new CustomEvent('announce', { detail: sentence }));
}
