// @ts-check
// A customer's own orders, each as it stands at this moment.

import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { badge, counted, moment, money, stateName } from '../format.js';
import { listen, watch } from '../live.js';
import { isCustomer, ofCustomer, ofTab } from '../own-orders.js';
import { announce, Page } from '../page.js';
import { href } from '../router.js';

const LOOK_AGAIN_MILLIS = 2_000;

/** @typedef {import('../parts/order-page.js').Order} Order */

class ShopOrders extends Page {
  static properties = { orders: { state: true }, next: { state: true }, known: { state: true } };

  constructor() {
    super();
    /** @type {Order[] | null} */
    this.orders = null;
    /** @type {string | undefined} where older ones begin */
    this.next = undefined;
    /** @type {boolean | null} whether the system knows whose they are */
    this.known = null;
    this.following = new AbortController();
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('query')) {
      this.following.abort();
      this.following = new AbortController();
      this.orders = null;
      void this.follow(AbortSignal.any([this.following.signal, this.signal]));
    }
  }

  /** @param {AbortSignal} signal */
  async follow(signal) {
    const open = (/** @type {boolean} */ isOpen, /** @type {Error | undefined} */ refusal) => {
      this.failure = isOpen ? '' : (refusal?.message ?? this.failure);
    };
    try {
      this.known ??= await isCustomer(signal);
      await (this.known
        ? listen(ofCustomer(this.query.get('cursor')), { event: (page) => this.seen(page), open, signal })
        : watch(LOOK_AGAIN_MILLIS, () => this.look(signal), signal));
    } catch (e) {
      if (!signal.aborted) {
        this.failure = /** @type {Error} */ (e).message;
      }
    }
  }

  /** @param {AbortSignal} signal */
  async look(signal) {
    try {
      this.seen(await ofTab(this.orders ?? [], signal));
      this.failure = '';
    } catch (e) {
      if (!signal.aborted) {
        this.failure = /** @type {Error} */ (e).message;
      }
    }
  }

  /** @param {{ orders: Order[], nextCursor?: string }} page */
  seen({ orders, nextCursor }) {
    for (const order of orders) {
      const before = this.orders?.find((one) => one.orderId === order.orderId);
      if (before && before.state !== order.state) {
        announce(`Order ${order.orderId.slice(0, 8)} is now: ${stateName(order.state)}.`);
      }
    }
    this.orders = orders;
    this.next = nextCursor;
  }

  render() {
    const lead = this.known ? 'All of them, newest first.' : 'Those that were placed from this tab, newest first. They are forgotten with it.';
    return html`
      ${this.head('Your orders', { lead: this.known === null ? nothing : lead, back: { to: '#/shop', name: 'Shop' } })}
      ${this.trouble()}
      ${this.orders === null
        ? this.failure ? nothing : html`<p class="quiet" role="status">Looking for your orders …</p>`
        : this.orders.length > 0 ? this.table(this.orders) : this.none()}
      <nav class="pager" aria-label="Pages of orders">
        ${this.query.get('cursor') ? html`<a class="button" href=${href(['shop', 'orders'])}>Newest</a>` : nothing}
        ${this.next ? html`<a class="button" href=${href(['shop', 'orders'], { cursor: this.next })}>Older orders</a>` : nothing}
      </nav>`;
  }

  none() {
    return html`<div class="empty"><h2>You have not ordered yet</h2>
      <p><a class="button" href="#/shop">Look at what is sold</a></p></div>`;
  }

  /** @param {Order[]} orders */
  table(orders) {
    return html`<div class="card flush"><table class="rows linked">
      <caption class="unseen">Your orders</caption>
      <thead><tr><th scope="col">Order</th><th scope="col" class="number">Total</th><th scope="col">State</th>
        <th scope="col">Placed</th><th scope="col" class="number">Contents</th></tr></thead>
      <tbody>${repeat(orders, (order) => order.orderId, row)}</tbody>
    </table></div>`;
  }
}

/** @param {Order} order */
function row(order) {
  return html`<tr>
    <th scope="row" data-label="Order"><a class="sku" href=${href(['shop', 'orders', order.orderId])}
      title=${order.orderId}>${order.orderId.slice(0, 8)}</a></th>
    <td data-label="Total" class="number sum aside">${money(order.totalMinor, order.currency)}</td>
    <td data-label="State">${badge(order.state)}</td>
    <td data-label="Placed" class="aside">${moment(order.placedAt)}</td>
    <td data-label="Contents" class="number wide-only">${counted(order.lines.reduce((sum, line) => sum + line.quantity, 0), 'unit')}</td>
  </tr>`;
}

customElements.define('io-shop-orders', ShopOrders);
