// @ts-check
// The basket, and its order.

import { html, nothing } from 'lit';
import { Refusal } from '../api.js';
import { inStock, watchAvailable } from '../available.js';
import { basket, change, isSent, order, units } from '../basket.js';
import { amount, counted, money, price, totalMinor } from '../format.js';
import { announce, Page } from '../page.js';
import { quantity } from '../parts/quantity.js';
import { productArt } from '../parts/product-art.js';
import { go, href } from '../router.js';

class BasketPage extends Page {
  static properties = { sending: { state: true }, available: { state: true } };

  constructor() {
    super();
    this.sending = false;
    /** @type {import('../available.js').Available} */
    this.available = new Map();
  }

  connectedCallback() {
    super.connectedCallback();
    const again = () => this.requestUpdate();
    window.addEventListener('basket', again, { signal: this.signal });
    window.addEventListener('storage', again, { signal: this.signal });
    watchAvailable(() => basket().lines.map((line) => line.sku), (told) => (this.available = told), this.signal);
    // The page was left before the answer came: the same order is sent again, and is the same one.
    if (isSent()) {
      void this.send();
    }
  }

  /** @param {SubmitEvent & { target: HTMLFormElement }} e */
  submit(e) {
    e.preventDefault();
    const form = new FormData(e.target);
    void this.send({
      cardToken: String(form.get('cardToken')).trim(),
      customerId: String(form.get('customerId')).trim(),
    });
  }

  /** @param {{ cardToken: string, customerId: string }} [who] */
  async send(who) {
    if (this.sending) {
      return;
    }
    this.sending = true;
    this.failure = '';
    try {
      const id = await order(who);
      announce('The order is placed.');
      go(href(['shop', 'orders', id]), { replace: true });
    } catch (e) {
      const open = e instanceof Refusal && e.isOpen;
      const message = e instanceof Error ? e.message : String(e);
      this.failure = open
        ? `${message} It is not known yet whether the order was taken. Try again: it is placed once.`
        : message;
    } finally {
      this.sending = false;
    }
  }

  render() {
    const { lines } = basket();
    return html`
      ${this.head('Basket', {
        lead: lines.length > 0 ? counted(units(basket()), 'unit') : nothing,
        back: { to: '#/shop', name: 'Shop' },
      })}
      ${lines.length > 0
        ? html`<div class="split">
            <section aria-label="Lines"><ul class="basket-lines">${lines.map((line) => this.line(line))}</ul></section>
            ${this.checkout()}
          </div>`
        : html`${this.trouble()}<div class="empty"><h2>The basket is empty</h2>
            <p><a class="button" href="#/shop">Look at what is sold</a></p></div>`}`;
  }

  /** Whether there is less of it than is wanted. @param {import('../basket.js').Line} line */
  isShort(line) {
    return line.quantity > (this.available.get(line.sku) ?? Infinity);
  }

  /** @param {import('../basket.js').Line} line */
  line(line) {
    const name = line.name.slice(0, 80);
    return html`<li class="basket-line">
      ${productArt(line.sku)}
      <div class="basket-name"><p class="name"><bdi>${line.name}</bdi></p>
        <p class="quiet"><bdi class="sku">${line.sku}</bdi> · ${price(line.price, line.currency)}</p>
        ${this.isShort(line) ? inStock(this.available.get(line.sku)) : nothing}</div>
      ${quantity({
        of: name,
        value: line.quantity,
        min: 1,
        max: 1_000_000,
        off: isSent(),
        change: (wanted) => change(line.sku, wanted),
      })}
      <span class="sum">${amount(line, line.currency)}</span>
      <button class="button quietly" type="button" aria-label="Take ${name} out" ?disabled=${isSent()}
        @click=${() => this.takeOut(line.sku, name)}>Remove</button>
    </li>`;
  }

  /**
   * @param {string} sku
   * @param {string} name
   */
  takeOut(sku, name) {
    change(sku, 0);
    announce(`${name} is taken out.`);
  }

  checkout() {
    const { lines } = basket();
    const open = isSent() && !this.sending;
    return html`<form class="card checkout" @submit=${this.submit} aria-label="Checkout">
      <div class="total"><span>Total</span><strong>${money(totalMinor(lines), lines[0].currency)}</strong></div>
      ${isSent()
        ? html`<p class="quiet">${open ? 'The order was sent; its answer is missing.' : 'The order is being placed …'}</p>`
        : html`
            <label class="field"><span>Card token</span>
              <input name="cardToken" required maxlength="64" autocomplete="off" spellcheck="false"
                pattern="[A-Za-z0-9][A-Za-z0-9._:\\-]*" aria-describedby="card-hint"></label>
            <p class="hint" id="card-hint">What your payment provider gave for the card, such as card-1234.</p>
            <label class="field"><span>Customer <em>optional</em></span>
              <input name="customerId" maxlength="64" autocomplete="off" spellcheck="false"
                pattern="[A-Za-z0-9][A-Za-z0-9._:\\-]*" aria-describedby="customer-hint"></label>
            <p class="hint" id="customer-hint">Their id. A guest orders without.</p>`}
      ${lines.some((line) => this.isShort(line))
        ? html`<p class="note bad" role="status">There is less in stock than is in the basket: ordered so, it will be rejected.</p>`
        : nothing}
      ${this.trouble()}
      <button class="button primary wide" ?disabled=${this.sending}>
        ${this.sending ? 'Placing the order …' : open ? 'Try again' : 'Place the order'}</button>
    </form>`;
  }
}

customElements.define('io-basket', BasketPage);
