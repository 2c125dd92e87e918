// @ts-check
// The basket is kept in this browser. It has one key for as long as it is the same basket: whatever is clicked twice or
// reloaded, the order is placed under that key, once.

import { post, path, Refusal } from './api.js';
import { remember } from './own-orders.js';

const KEPT = 'insideout.basket';

/** What was sent and is not answered yet holds a card's token: it stays in this tab, and goes with it. */
const SENT = 'insideout.sent';

const MOST_OF_ONE = 1_000_000;

/**
 * @typedef {object} Line
 * @property {string} sku
 * @property {string} name
 * @property {string} price a decimal: what the customer was shown, and is asked for
 * @property {string} currency
 * @property {number} quantity
 *
 * @typedef {object} Basket
 * @property {string} key
 * @property {Line[]} lines
 */

/** @returns {Basket} */
export function basket() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEPT) ?? '');
    if (typeof kept.key === 'string' && Array.isArray(kept.lines)) {
      return kept;
    }
  } catch {
    // None is kept yet, or none that can be read: a new one begins.
  }
  return keep({ key: crypto.randomUUID(), lines: [] });
}

/** @param {Basket} changed */
function keep(changed) {
  localStorage.setItem(KEPT, JSON.stringify(changed));
  window.dispatchEvent(new CustomEvent('basket'));
  return changed;
}

/** @param {Basket} of */
export function units(of) {
  return of.lines.reduce((sum, line) => sum + line.quantity, 0);
}

/** @param {string} sku */
export function quantityOf(sku) {
  return basket().lines.find((line) => line.sku === sku)?.quantity ?? 0;
}

/**
 * Puts one more of a product into the basket.
 *
 * @param {{ sku: string, description: string, listPrice: string, currency: string }} product
 * @returns {string} what came of it, as a sentence
 */
export function add(product) {
  const current = basket();
  const other = current.lines.find((line) => line.currency !== product.currency);
  if (other) {
    return `An order has one currency: this basket is in ${other.currency}.`;
  }
  const known = current.lines.find((line) => line.sku === product.sku);
  const line = {
    sku: product.sku,
    name: product.description,
    price: product.listPrice,
    currency: product.currency,
    quantity: Math.min((known?.quantity ?? 0) + 1, MOST_OF_ONE),
  };
  keep({
    ...current,
    lines: known ? current.lines.map((one) => (one === known ? line : one)) : [...current.lines, line],
  });
  return `${line.quantity} in the basket.`;
}

/**
 * @param {string} sku
 * @param {number} quantity none takes the line out
 */
export function change(sku, quantity) {
  const current = basket();
  const wanted = Math.min(Math.max(Math.trunc(quantity) || 0, 0), MOST_OF_ONE);
  keep({
    ...current,
    lines: current.lines
      .map((line) => (line.sku === sku ? { ...line, quantity: wanted } : line))
      .filter((line) => line.quantity > 0),
  });
}

/** Whether an order was sent from here and it is not known yet what became of it. */
export function isSent() {
  return sent() !== null;
}

function sent() {
  const kept = sessionStorage.getItem(SENT);
  return kept === null ? null : JSON.parse(kept);
}

/**
 * Orders what is in the basket. Where something was sent already, the same is sent again, under the same key.
 *
 * @param {{ cardToken: string, customerId: string }} [who]
 * @returns {Promise<string>} the order's id
 */
export async function order(who) {
  const open = sent() ?? request(who ?? { cardToken: '', customerId: '' });
  sessionStorage.setItem(SENT, JSON.stringify(open));
  try {
    const placed = await post(path(['orders']), open.body, { key: open.key });
    remember(placed.orderId);
    finish(open.key);
    return placed.orderId;
  } catch (e) {
    if (e instanceof Refusal && !e.isOpen) {
      sessionStorage.removeItem(SENT);
      throw e.status === 409 ? another(e) : e;
    }
    throw e;
  }
}

/** @param {{ cardToken: string, customerId: string }} who */
function request({ cardToken, customerId }) {
  const current = basket();
  const lines = current.lines.map(({ sku, quantity, price }) => ({ sku, quantity, unitPrice: price }));
  const body = { cardToken, currency: current.lines[0]?.currency, lines };
  return { key: current.key, body: customerId ? { ...body, customerId } : body };
}

/**
 * The basket is ordered: what comes next is another one.
 *
 * @param {string} key
 */
function finish(key) {
  sessionStorage.removeItem(SENT);
  if (basket().key === key) {
    keep({ key: crypto.randomUUID(), lines: [] });
  }
}

/**
 * The basket was ordered before, from another tab, with other lines or another card.
 *
 * @param {Refusal} refusal
 */
function another(refusal) {
  keep({ ...basket(), key: crypto.randomUUID() });
  return new Refusal(refusal.status, {
    detail:
      'This basket was ordered already, otherwise than it is now. Place the order once more if you want both',
  });
}
