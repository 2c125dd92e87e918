// @ts-check
// The shell: navigation, the page that the address names, the theme, and what is said aloud.

import { html, LitElement, nothing } from 'lit';
import { icon } from './parts/icons.js';
import './parts/sign-in.js';
import { PAGES } from './pages.js';
import { placeOf } from './router.js';
import { chooseTheme, chosenTheme } from './themes.js';

/** @typedef {import('./page.js').Page} Page */

const THEMES = /** @type {const} */ ([
  ['system', 'As the system', 'system'],
  ['light', 'Light', 'sun'],
  ['dark', 'Dark', 'moon'],
]);

class Console extends LitElement {
  static properties = {
    place: { state: true },
    open: { state: true },
    theme: { state: true },
    said: { state: true },
    broken: { state: true },
  };

  constructor() {
    super();
    this.place = placeOf(location.hash);
    this.open = false;
    this.theme = chosenTheme();
    this.said = '';
    this.broken = '';
    /** @type {Page | null} */
    this.shown = null;
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    window.addEventListener('hashchange', () => this.visit(true));
    window.addEventListener('announce', (e) => this.say(/** @type {CustomEvent<string>} */ (e).detail));
    void this.visit(false);
  }

  /** @param {boolean} byHand whether somebody went there: then the focus goes along */
  async visit(byHand) {
    if (location.hash !== '' && !location.hash.startsWith('#/')) {
      return;
    }
    const place = placeOf(location.hash);
    const isSame = this.shown !== null && place.path === this.place.path;
    this.place = place;
    this.open = false;
    if (isSame && this.shown) {
      this.shown.query = place.query;
      return;
    }
    const page = await this.load(place);
    if (this.place !== place) {
      return;
    }
    await this.updateComplete;
    const main = /** @type {HTMLElement} */ (this.querySelector('main'));
    main.replaceChildren(...(page ? [page] : []));
    this.shown = page;
    await page?.updateComplete;
    if (byHand) {
      window.scrollTo(0, 0);
      /** @type {HTMLElement | null} */ (main.querySelector('h1'))?.focus({ preventScroll: true });
    }
  }

  /** @param {import('./router.js').Place} place */
  async load(place) {
    this.broken = '';
    try {
      const entry = place.page;
      await (entry ? entry.load() : import('./pages/nowhere.js'));
      const page = /** @type {Page} */ (document.createElement(entry?.tag ?? 'io-nowhere'));
      page.params = place.params;
      page.query = place.query;
      return page;
    } catch {
      this.broken = 'This page cannot be loaded at this moment. Reload it once the system answers again.';
      return null;
    }
  }

  /** @param {string} sentence */
  say(sentence) {
    // The same sentence twice is said twice.
    this.said = this.said === sentence ? sentence + '\u00a0' : sentence;
  }

  /** @param {Event} e */
  skip(e) {
    e.preventDefault();
    /** @type {HTMLElement} */ (this.querySelector('main')).focus();
  }

  /** @param {KeyboardEvent} e */
  key(e) {
    if (e.key === 'Escape' && this.open) {
      this.open = false;
      /** @type {HTMLElement} */ (this.querySelector('.menu')).focus();
    }
  }

  render() {
    return html`
      <a class="skip" href="#main" @click=${this.skip}>Skip to the content</a>
      <header class="bar ${this.open ? 'is-open' : ''}" @keydown=${this.key}>
        <div class="brand-row">
          <a class="brand" href="#/"><img src="/console/icon.svg" alt="" width="26" height="26"> Insideout</a>
          <button class="menu" type="button" aria-expanded=${this.open} aria-controls="nav"
            @click=${() => (this.open = !this.open)}>${icon('menu')} Menu</button>
        </div>
        <div class="bar-body" id="nav">
          <nav aria-label="Areas"><ul>${PAGES.filter((page) => page.nav).map((page) => this.link(page))}</ul></nav>
          ${this.themes()}
        </div>
      </header>
      <div class="content">
        ${this.broken ? html`<p class="alert" role="alert">${this.broken}</p>` : nothing}
        <main id="main" tabindex="-1"></main>
        <footer class="foot"><io-sign-in></io-sign-in></footer>
      </div>
      <p class="said" role="status" aria-live="polite">${this.said}</p>`;
  }

  /** @param {import('./pages.js').PageEntry} page */
  link(page) {
    const here = this.place.path === page.route || this.place.path.startsWith(page.route + '/');
    return html`<li>
      <a href="#${page.route}" aria-current=${here ? 'page' : nothing}>${icon(page.icon)} ${page.nav}</a>
    </li>`;
  }

  themes() {
    return html`<fieldset class="themes">
      <legend>Theme</legend>
      ${THEMES.map(
        ([theme, name, picture]) => html`<label title=${name}>
          <input type="radio" name="theme" value=${theme} .checked=${this.theme === theme}
            @change=${() => this.choose(theme)}>
          ${icon(picture)}<span class="unseen">${name}</span>
        </label>`,
      )}
    </fieldset>`;
  }

  /** @param {import('./themes.js').Theme} theme */
  choose(theme) {
    chooseTheme(theme);
    this.theme = theme;
  }
}

customElements.define('io-console', Console);
