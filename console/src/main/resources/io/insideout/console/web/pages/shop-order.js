// @ts-check
// A customer's page of an order: where it is, live, and what can still be done.

import { html, nothing } from 'lit';
import { badge, moment } from '../format.js';
import { OrderPage } from '../parts/order-page.js';
import { takenPath } from '../parts/order-path.js';
import { isBuilt } from '../router.js';

/** @typedef {import('../parts/order-page.js').Order} Order */

/** @type {[state: string, said: string][]} */
const WAY = [
  ['REQUESTED', 'Placed'],
  ['VALIDATED', 'Checked'],
  ['PAID', 'Paid'],
  ['SHIPPED', 'On its way'],
  ['DELIVERED', 'Delivered'],
];

/** @type {Record<string, string>} */
const SAID = {
  REQUESTED: 'We have your order and are checking it.',
  VALIDATED: 'Everything is reserved for you. We are waiting for the payment.',
  PAID: 'It is paid, and leaves as soon as it is packed.',
  SHIPPED: 'It has left and is on its way to you.',
  DELIVERED: 'It has arrived.',
  RETURNED: 'It came back, and is refunded.',
  CANCELLED: 'It is cancelled. Nothing is charged.',
  EXPIRED: 'No payment came in time. Nothing is charged.',
  REJECTED: 'We could not take this order. Nothing is charged.',
  PAYMENT_FAILED: 'The card was declined. Nothing is charged.',
};

class ShopOrder extends OrderPage {
  render() {
    const order = this.order;
    return html`
      ${this.head(`Order ${this.params.id.slice(0, 8)}`, {
        lead: order ? SAID[order.state] : nothing,
        aside: order ? html`${this.actions()}` : nothing,
        back: { to: '#/shop/orders', name: 'Your orders' },
      })}
      ${order ? this.known(order) : this.unknown()}`;
  }

  /** @param {Order} order */
  known(order) {
    const operators = `#/orders/${encodeURIComponent(order.orderId)}`;
    return html`${this.notes()} ${this.way(order)} ${this.returnForm()}
      <section class="card" aria-label="What was ordered">${this.lines()}</section>
      <p class="quiet">Order <bdi class="sku">${order.orderId}</bdi>, placed ${moment(order.placedAt)}.
        ${isBuilt(operators) ? html`<a href=${operators}>What the system knows of it</a>` : nothing}</p>`;
  }

  /** @param {Order} order */
  way(order) {
    const path = takenPath(order, this.versions.map((one) => one.state));
    return html`<section class="card" aria-label="Where it is">
      <div class="way-head">${badge(order.state)}</div>
      <ol class="way">
        ${WAY.map(([state, said]) => {
          const taken = path.includes(state);
          return html`<li class=${taken ? 'is-taken' : ''} aria-current=${order.state === state ? 'step' : nothing}>
            <span>${said}</span><span class="unseen">${taken ? ' (done)' : ' (not yet)'}</span></li>`;
        })}
      </ol>
    </section>`;
  }
}

customElements.define('io-shop-order', ShopOrder);
