// @ts-check
// Which order's story: by its id, or one of the newest.

import { html, nothing } from 'lit';
import { get, path } from '../api.js';
import { badge, moment } from '../format.js';
import { Page } from '../page.js';
import { go, href } from '../router.js';

const NEWEST = 10;

class Stories extends Page {
  static properties = { orders: { state: true } };

  constructor() {
    super();
    /** @type {import('../parts/order-page.js').Order[] | null} */
    this.orders = null;
  }

  connectedCallback() {
    super.connectedCallback();
    void this.load();
  }

  async load() {
    try {
      this.orders = (await get(path(['orders'], { limit: NEWEST }), { signal: this.signal })).orders;
    } catch (e) {
      if (!this.signal.aborted) {
        this.failure = /** @type {Error} */ (e).message;
      }
    }
  }

  /** @param {SubmitEvent} submit */
  look(submit) {
    submit.preventDefault();
    const form = /** @type {HTMLFormElement} */ (submit.currentTarget);
    const id = String(new FormData(form).get('order') ?? '').trim();
    if (id) {
      go(href(['story', id]));
    }
  }

  render() {
    return html`
      ${this.head('Story', { lead: 'Every record that an order caused or that concerns it, and whom it waits for.' })}
      ${this.trouble()}
      <form class="card story-search" @submit=${this.look}>
        <label class="field">Order<input name="order" required maxlength="128" autocomplete="off" spellcheck="false"></label>
        <button class="button primary" type="submit">Tell it</button>
      </form>
      ${this.orders === null
        ? nothing
        : html`<section class="card" aria-labelledby="newest"><h2 id="newest">The newest orders</h2>
            ${this.orders.length === 0
              ? html`<p class="quiet">There is no order yet.</p>`
              : html`<ul class="plain">${this.orders.map(
                  (order) => html`<li><a href=${href(['story', order.orderId])}><bdi class="sku">${order.orderId}</bdi></a>
                    <span class="quiet">${moment(order.placedAt)} ${badge(order.state)}</span></li>`,
                )}</ul>`}
          </section>`}`;
  }
}

customElements.define('io-stories', Stories);
