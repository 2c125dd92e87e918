// @ts-check
// The catalogue: everything that is sold, searched by words, put into the basket.

import { html, nothing } from 'lit';
import { get, path } from '../api.js';
import { available, inStock, watchAvailable } from '../available.js';
import { add, basket, quantityOf, units } from '../basket.js';
import { counted, price } from '../format.js';
import { announce, Page } from '../page.js';
import { productArt } from '../parts/product-art.js';
import { icon } from '../parts/icons.js';
import { go, href } from '../router.js';

const PAGE_SIZE = 24;
const TYPED_MILLIS = 200;

/** @typedef {{ sku: string, description: string, listPrice: string, currency: string }} Product */

class Shop extends Page {
  static properties = {
    products: { state: true },
    available: { state: true },
    next: { state: true },
    loading: { state: true },
  };

  constructor() {
    super();
    /** @type {Product[]} */
    this.products = [];
    /** @type {import('../available.js').Available} */
    this.available = new Map();
    /** @type {string | undefined} */
    this.next = undefined;
    this.loading = true;
    this.asked = 0;
    this.typing = 0;
  }

  connectedCallback() {
    super.connectedCallback();
    const again = () => this.requestUpdate();
    window.addEventListener('basket', again, { signal: this.signal });
    window.addEventListener('storage', again, { signal: this.signal });
    watchAvailable(() => this.skus, (told) => (this.available = told), this.signal);
  }

  get skus() {
    return this.products.map((product) => product.sku);
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('query')) {
      void this.load(true);
    }
  }

  get words() {
    return (this.query.get('q') ?? '').trim();
  }

  /** @param {boolean} anew */
  async load(anew) {
    const asked = ++this.asked;
    this.loading = true;
    try {
      const cursor = anew ? undefined : this.next;
      const page = await get(path(['products'], { q: this.words, limit: PAGE_SIZE, cursor }), { signal: this.signal });
      if (asked !== this.asked) {
        return;
      }
      this.products = anew ? page.items : [...this.products, ...page.items];
      this.next = page.nextCursor;
      this.failure = '';
      void this.look();
      if (this.words) {
        announce(this.found());
      }
    } catch (e) {
      if (!this.signal.aborted && asked === this.asked) {
        this.failure = /** @type {Error} */ (e).message;
      }
    } finally {
      if (asked === this.asked) {
        this.loading = false;
      }
    }
  }

  /** What has come to be shown is not waited for until the next look. */
  async look() {
    this.available = await available(this.skus, this.signal);
  }

  found() {
    return counted(this.products.length, 'product') + (this.next ? ' and more' : '');
  }

  /** @param {Event & { target: HTMLInputElement }} e */
  typed(e) {
    clearTimeout(this.typing);
    const words = e.target.value;
    this.typing = setTimeout(() => go(href(['shop'], { q: words.trim() }), { replace: true }), TYPED_MILLIS);
  }

  /** @param {Product} product */
  put(product) {
    announce(`${product.description.slice(0, 80)}: ${add(product)}`);
  }

  render() {
    const inBasket = units(basket());
    return html`
      ${this.head('Shop', {
        lead: 'Everything that is sold here.',
        aside: html`<a class="button" href="#/shop/orders">Your orders</a>
          <a class="button ${inBasket ? 'primary' : ''}" href="#/shop/basket">
          ${icon('bag')} Basket ${inBasket ? html`<span class="count">${inBasket}</span>` : nothing}</a>`,
      })}
      <search class="search">
        <label for="q" class="unseen">Search products</label>
        ${icon('search')}
        <input id="q" type="search" placeholder="Search by name or SKU" maxlength="200" autocomplete="off"
          .value=${this.words} @input=${this.typed}>
      </search>
      ${this.trouble()} ${this.products.length > 0 ? this.grid() : this.empty()}`;
  }

  grid() {
    return html`
      <ul class="products">${this.products.map((product) => this.card(product))}</ul>
      <div class="more">
        <span class="quiet">${this.found()}</span>
        ${this.next
          ? html`<button class="button" type="button" ?disabled=${this.loading} @click=${() => this.load(false)}>
              Show more</button>`
          : nothing}
      </div>`;
  }

  /** @param {Product} product */
  card(product) {
    const there = quantityOf(product.sku);
    const units = this.available.get(product.sku);
    return html`<li class="product">
      ${productArt(product.sku)}
      <div class="product-body">
        <h2 title=${product.description.slice(0, 300)}><bdi>${product.description}</bdi></h2>
        <p class="sku"><bdi>${product.sku}</bdi></p>
        ${inStock(units)}
        <div class="product-foot">
          <span class="price">${price(product.listPrice, product.currency)}</span>
          <button class="button small" type="button" aria-label="Add ${product.description.slice(0, 80)} to the basket"
            ?disabled=${units === 0} @click=${() => this.put(product)}>
            ${there ? html`<span class="count">${there}</span>` : nothing} Add</button>
        </div>
      </div>
    </li>`;
  }

  empty() {
    if (this.loading) {
      return html`<ul class="products" aria-hidden="true">
        ${Array.from({ length: 8 }, () => html`<li class="product ghost"></li>`)}
      </ul>`;
    }
    if (this.failure) {
      return nothing;
    }
    return this.words || this.next
      ? html`<div class="empty"><h2>Nothing has these words</h2>
          <p><a href="#/shop">Show all products</a></p></div>`
      : html`<div class="empty"><h2>Nothing is sold here yet</h2>
          <p>Put a product into the catalogue, and some of it into the warehouse:</p>
          <pre tabindex="0">curl -X PUT ${location.origin}/api/products/TEA \\
  -d '{"description": "A tin of tea", "listPrice": "4.25"}'
curl -X PUT ${location.origin}/api/stock/TEA -d '{"onHand": 10}'</pre></div>`;
  }
}

customElements.define('io-shop', Shop);
