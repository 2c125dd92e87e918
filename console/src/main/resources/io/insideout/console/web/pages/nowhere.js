// @ts-check
import { html } from 'lit';
import { Page } from '../page.js';
import { HOME } from '../pages.js';

class Nowhere extends Page {
  render() {
    return html`${this.head('Nothing is here')}
      <p>The address names no page. <a href="#${HOME}">Go to the shop</a>.</p>`;
  }
}

customElements.define('io-nowhere', Nowhere);
