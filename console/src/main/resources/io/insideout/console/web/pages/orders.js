// @ts-check
// All orders, newest first. What is looked for stands in the address, so it can be shared and outlives a reload.

import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { path } from '../api.js';
import { badge, counted, minorOf, moment, money, STATE_NAMES, stateName } from '../format.js';
import { listen } from '../live.js';
import { announce, Page } from '../page.js';
import { go, href } from '../router.js';

const PAGE_SIZE = 25;
const FILTERS = ['state', 'customer', 'from', 'to', 'min', 'max'];

/** @typedef {import('../parts/order-page.js').Order} Order */

class Orders extends Page {
  static properties = {
    orders: { state: true },
    next: { state: true },
    loading: { state: true },
  };

  constructor() {
    super();
    /** @type {Order[]} */
    this.orders = [];
    /** @type {string | undefined} */
    this.next = undefined;
    this.loading = true;
    this.following = new AbortController();
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('query')) {
      this.following.abort();
      this.following = new AbortController();
      this.loading = true;
      this.failure = '';
      void this.follow(AbortSignal.any([this.following.signal, this.signal]));
    }
  }

  /** @param {string} name */
  given(name) {
    return this.query.get(name) ?? '';
  }

  get isFiltered() {
    return FILTERS.some((name) => this.given(name));
  }

  /**
   * The list is told whole, and again whenever it is another.
   *
   * @param {AbortSignal} signal
   */
  async follow(signal) {
    /** @param {{ orders: Order[], nextCursor?: string }} page */
    const event = (page) => {
      this.orders = page.orders;
      this.next = page.nextCursor;
      if (this.loading) {
        this.loading = false;
        announce(this.found());
      }
    };
    const open = (/** @type {boolean} */ isOpen, /** @type {Error | undefined} */ refusal) => {
      if (isOpen) {
        this.failure = '';
      } else if (refusal) {
        this.failed(refusal);
      }
    };
    try {
      await listen(path(['orders'], this.wanted()), { event, open, signal });
    } catch (e) {
      if (!signal.aborted) {
        this.failed(/** @type {Error} */ (e));
      }
    }
  }

  /** What was there before is not what is asked for now. @param {Error} e */
  failed(e) {
    this.failure = e.message;
    if (this.loading) {
      this.loading = false;
      this.orders = [];
      this.next = undefined;
    }
  }

  /** What the API is asked for: whole days, in the time of whoever looks; amounts in minor units. */
  wanted() {
    return {
      state: this.given('state'),
      customer: this.given('customer'),
      from: this.read('from', (text) => day(text, 0)),
      to: this.read('to', (text) => day(text, 1)),
      minTotalMinor: this.read('min', minorOf),
      maxTotalMinor: this.read('max', minorOf),
      cursor: this.given('cursor'),
      limit: PAGE_SIZE,
    };
  }

  /**
   * A filter that cannot be read must not be none.
   *
   * @template T
   * @param {string} name
   * @param {(text: string) => T | undefined} as
   * @returns {T | undefined}
   */
  read(name, as) {
    const text = this.given(name);
    const value = text ? as(text) : undefined;
    if (text && value === undefined) {
      throw new Error(`“${text}” is neither a day nor an amount such as 12.50.`);
    }
    return value;
  }

  /** @param {Record<string, string>} [changed] */
  link(changed = {}) {
    const kept = Object.fromEntries(FILTERS.map((name) => [name, this.given(name)]));
    return href(['orders'], { ...kept, ...changed });
  }

  /** @param {SubmitEvent & { target: HTMLFormElement }} e */
  filter(e) {
    e.preventDefault();
    const form = new FormData(e.target);
    go(this.link(Object.fromEntries(FILTERS.map((name) => [name, String(form.get(name) ?? '').trim()]))));
  }

  found() {
    return `${counted(this.orders.length, 'order')} on this page${this.next ? ', and more' : ''}`;
  }

  render() {
    return html`
      ${this.head('Orders', { lead: 'Newest first, each as its newest version in the log. New ones appear by themselves.' })}
      ${this.filters()} ${this.trouble()} ${this.orders.length > 0 ? this.table() : this.empty()}
      <nav class="pager" aria-label="Pages of orders">
        <span class="quiet">${this.orders.length > 0 ? this.found() : nothing}</span>
        ${this.given('cursor') ? html`<a class="button" href=${this.link()}>Newest</a>` : nothing}
        ${this.next ? html`<a class="button" href=${this.link({ cursor: this.next })}>Older orders</a>` : nothing}
      </nav>`;
  }

  filters() {
    return html`<search><form class="filters" @submit=${this.filter} aria-label="Filter orders">
      <label class="field"><span>State</span>
        <select name="state" @change=${(/** @type {Event & { target: HTMLSelectElement }} */ e) => e.target.form?.requestSubmit()}>
          <option value="">Any</option>
          ${STATE_NAMES.map(
            (state) => html`<option value=${state} ?selected=${this.given('state') === state}>${stateName(state)}</option>`,
          )}
        </select></label>
      ${this.field('customer', 'Customer', { type: 'text', maxlength: 64 })}
      ${this.field('from', 'From', { type: 'date' })} ${this.field('to', 'To', { type: 'date' })}
      ${this.field('min', 'At least', { type: 'text', pattern: AMOUNT })}
      ${this.field('max', 'At most', { type: 'text', pattern: AMOUNT })}
      <div class="buttons"><button class="button primary">Filter</button>
        ${this.isFiltered ? html`<a class="button" href="#/orders">Clear</a>` : nothing}</div>
    </form></search>`;
  }

  /**
   * @param {string} name
   * @param {string} label
   * @param {{ type: string, maxlength?: number, pattern?: string }} how
   */
  field(name, label, { type, maxlength = 40, pattern }) {
    return html`<label class="field"><span>${label}</span>
      <input name=${name} type=${type} maxlength=${maxlength} pattern=${pattern ?? nothing} autocomplete="off"
        title=${pattern ? 'An amount such as 12.50' : nothing} .value=${this.given(name)}></label>`;
  }

  table() {
    return html`<div class="card flush" aria-busy=${this.loading}><table class="rows linked">
      <caption class="unseen">Orders</caption>
      <thead><tr><th scope="col">Order</th><th scope="col" class="number">Total</th><th scope="col">State</th>
        <th scope="col">Placed</th><th scope="col">Customer</th><th scope="col" class="number">Contents</th></tr></thead>
      <tbody>${repeat(this.orders, (order) => order.orderId, (order) => this.row(order))}</tbody>
    </table></div>`;
  }

  /** @param {Order} order */
  row(order) {
    return html`<tr>
      <th scope="row" data-label="Order"><a class="sku" href=${href(['orders', order.orderId])}
        title=${order.orderId}>${order.orderId.slice(0, 8)}</a></th>
      <td data-label="Total" class="number sum aside">${money(order.totalMinor, order.currency)}</td>
      <td data-label="State">${badge(order.state)}</td>
      <td data-label="Placed" class="aside">${moment(order.placedAt)}</td>
      <td data-label="Customer">${order.customerId ? html`<bdi>${order.customerId}</bdi>` : html`<span class="quiet">Guest</span>`}</td>
      <td data-label="Units" class="number aside">${counted(order.lines.reduce((sum, line) => sum + line.quantity, 0), 'unit')}</td>
    </tr>`;
  }

  empty() {
    if (this.loading) {
      return html`<p class="quiet" role="status">Looking for orders …</p>`;
    }
    if (this.failure) {
      return nothing;
    }
    return this.isFiltered || this.next
      ? html`<div class="empty"><h2>No order is like that</h2>
          <p>${this.next ? 'None among those that were looked at; older ones may be.' : html`<a href="#/orders">Show all orders</a>`}</p></div>`
      : html`<div class="empty"><h2>Nobody has ordered yet</h2>
          <p><a class="button" href="#/shop">Be the first, in the shop</a></p></div>`;
  }
}

/**
 * When a day begins, or one that many days later.
 *
 * @param {string} text
 * @param {number} days
 */
function day(text, days) {
  const date = new Date(`${text}T00:00`);
  date.setDate(date.getDate() + days);
  return Number.isNaN(date.valueOf()) ? undefined : date.toISOString();
}

const AMOUNT = '\\s*\\d{1,12}([.,]\\d{1,2})?\\s*';

customElements.define('io-orders', Orders);
