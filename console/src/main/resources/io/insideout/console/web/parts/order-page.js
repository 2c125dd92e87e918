// @ts-check
// What the customer's page of an order and the operator's have in common: it is followed live, and can be changed.

import { html, nothing } from 'lit';
import { get, path, post } from '../api.js';
import { amount, money, price, stateName } from '../format.js';
import { followOrder } from '../live.js';
import { announce, Page } from '../page.js';
import { returnForm } from './return-form.js';

const MOST_NAMES = 50;

/**
 * @typedef {object} OrderLine
 * @property {string} sku
 * @property {number} quantity
 * @property {string} [unitPrice]
 * @property {number} [shipped]
 * @property {number} [returned]
 *
 * @typedef {object} Order
 * @property {string} orderId
 * @property {number} version
 * @property {string} state
 * @property {string} [customerId]
 * @property {string} card
 * @property {string} currency
 * @property {number} totalMinor
 * @property {string} placedAt
 * @property {OrderLine[]} lines
 * @property {string[]} reasons
 * @property {boolean} [cancelAsked]
 * @property {number} [chargeMinor]
 * @property {number} [refundMinor]
 * @property {{ shipmentId: string, delivered: boolean }[]} [parcels]
 * @property {{ returnId: string, state: string, lines: { line: number, quantity: number }[], reason?: string }[]} [returns]
 * @property {string} log
 */

export class OrderPage extends Page {
  static properties = {
    order: { state: true },
    away: { state: true },
    names: { state: true },
    busy: { state: true },
    returning: { state: true },
  };

  constructor() {
    super();
    /** @type {Order | null} */
    this.order = null;
    /** @type {Order[]} the versions that came while the page was open */
    this.versions = [];
    /** @type {string} what keeps the newest version away */
    this.away = '';
    /** @type {Map<string, string>} descriptions by SKU */
    this.names = new Map();
    this.busy = false;
    /** @type {string | null} the key under which a return is asked for, once */
    this.returning = null;
  }

  connectedCallback() {
    super.connectedCallback();
    void followOrder(this.params.id, {
      seen: (order) => this.seen(order),
      trouble: (refusal) => (this.away = refusal?.message ?? ''),
      signal: this.signal,
    });
  }

  /** @param {Order} order */
  seen(order) {
    if (this.order && this.order.state !== order.state) {
      announce(`The order is now: ${stateName(order.state)}.`);
    }
    if (!this.order) {
      void this.name(order);
    }
    this.versions = [...this.versions, order];
    this.order = order;
  }

  /** @param {Order} order */
  async name(order) {
    const skus = [...new Set(order.lines.map((line) => line.sku))].slice(0, MOST_NAMES);
    const found = await Promise.allSettled(
      skus.map((sku) => get(path(['products', sku]), { signal: this.signal })),
    );
    this.names = new Map(
      found.flatMap((one) => (one.status === 'fulfilled' ? [[one.value.sku, one.value.description]] : [])),
    );
  }

  /** Whether nothing of it has left, and it has not ended. */
  get canCancel() {
    const order = /** @type {Order} */ (this.order);
    return (
      ['REQUESTED', 'VALIDATED', 'PAID'].includes(order.state) && !order.cancelAsked && !order.parcels?.length
    );
  }

  get canReturn() {
    const order = /** @type {Order} */ (this.order);
    return (
      ['SHIPPED', 'DELIVERED', 'RETURNED'].includes(order.state) &&
      order.lines.some((line) => (line.returned ?? 0) < line.quantity)
    );
  }

  /** @param {() => Promise<unknown>} change */
  async change(change) {
    if (this.busy) {
      return;
    }
    this.busy = true;
    this.failure = '';
    try {
      await change();
    } catch (e) {
      this.failure = /** @type {Error} */ (e).message;
    } finally {
      this.busy = false;
    }
  }

  cancel() {
    return this.change(async () => {
      await post(path(['orders', this.params.id, 'cancel']), {});
      announce('The cancellation is asked for.');
    });
  }

  async askReturn() {
    this.returning = crypto.randomUUID();
    await this.updateComplete;
    /** @type {HTMLElement | null} */ (this.querySelector('.return input'))?.focus();
  }

  /** @param {{ lines: { line: number, quantity: number }[], reason?: string }} asked */
  sendBack(asked) {
    return this.change(async () => {
      await post(path(['orders', this.params.id, 'returns']), asked, { key: this.returning ?? undefined });
      this.returning = null;
      announce('The return is asked for.');
    });
  }

  /** What can be done with it. */
  actions() {
    return html`
      ${this.canCancel
        ? html`<button class="button danger" type="button" ?disabled=${this.busy} @click=${() => this.cancel()}>
            Cancel the order</button>`
        : nothing}
      ${this.canReturn && this.returning === null
        ? html`<button class="button" type="button" @click=${this.askReturn}>
            Send something back</button>`
        : nothing}`;
  }

  unknown() {
    return html`<p class=${this.away ? 'alert' : 'quiet'} role="status">${this.away || 'Looking for the order …'}</p>`;
  }

  notes() {
    const order = /** @type {Order} */ (this.order);
    const ended = ['CANCELLED', 'EXPIRED', 'REJECTED', 'PAYMENT_FAILED'].includes(order.state);
    return html`
      ${this.away ? html`<p class="note" role="status">${this.away} What is shown may be older.</p>` : nothing}
      ${this.trouble()}
      ${order.reasons.length > 0
        ? html`<div class="note ${ended ? 'bad' : ''}"><p class="name">${ended ? 'Why it ended' : 'Reasons'}</p>
            <ul>${order.reasons.map((reason) => html`<li><bdi>${reason}</bdi></li>`)}</ul></div>`
        : nothing}
      ${order.cancelAsked && !ended
        ? html`<p class="note">A cancellation is asked for. What has not left by then is cancelled.</p>`
        : nothing}`;
  }

  returnForm() {
    const order = /** @type {Order} */ (this.order);
    return this.returning !== null && this.canReturn
      ? returnForm({
          order,
          name: (sku) => this.names.get(sku) ?? sku,
          busy: this.busy,
          send: (asked) => this.sendBack(asked),
          leave: () => (this.returning = null),
        })
      : nothing;
  }

  /** The lines with what has left and what came back, and what it comes to. */
  lines() {
    const order = /** @type {Order} */ (this.order);
    return html`<table class="rows">
      <caption class="unseen">Lines of the order</caption>
      <thead><tr><th scope="col">Product</th><th scope="col" class="number">Quantity</th>
        <th scope="col" class="number">Unit price</th><th scope="col" class="number">Amount</th></tr></thead>
      <tbody>${order.lines.map((line) => this.row(order, line))}</tbody>
      <tfoot>
        ${this.sum('Total', order.totalMinor, order.currency)}
        ${order.chargeMinor ? this.sum('Charged', order.chargeMinor, order.currency) : nothing}
        ${order.refundMinor ? this.sum('Refunded', order.refundMinor, order.currency) : nothing}
      </tfoot>
    </table>`;
  }

  /**
   * @param {Order} order
   * @param {OrderLine} line
   */
  row(order, line) {
    const moved = [line.shipped ? `${line.shipped} sent` : '', line.returned ? `${line.returned} returned` : ''];
    const name = this.names.get(line.sku);
    const each = line.unitPrice;
    return html`<tr>
      <th scope="row" data-label="Product"><div>${name ? html`<bdi class="name">${name}</bdi>` : nothing}
        <span class="quiet"><bdi class="sku">${line.sku}</bdi>${moved.filter(Boolean).map((one) => html` · ${one}`)}</span></div></th>
      <td data-label="Quantity" class="number">${line.quantity}</td>
      <td data-label="Unit price" class="number">${each ? price(each, order.currency) : '–'}</td>
      <td data-label="Amount" class="number">${each
        ? amount({ price: each, quantity: line.quantity }, order.currency)
        : '–'}</td>
    </tr>`;
  }

  /**
   * @param {string} name
   * @param {number} minor
   * @param {string} currency
   */
  sum(name, minor, currency) {
    return html`<tr><th scope="row" colspan="3">${name}</th><td class="number sum">${money(minor, currency)}</td></tr>`;
  }
}
