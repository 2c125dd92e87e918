// @ts-check
// How many units of what is shown can be ordered now. It is told, and not promised: an order is decided by the services.

import { html, nothing } from 'lit';
import { get, path } from './api.js';
import { whole } from './format.js';
import { watch } from './live.js';

const AT_ONCE = 24;
const FEW = 5;
const LOOK_AGAIN_MILLIS = 5_000;

/** @typedef {Map<string, number>} Available units by SKU */

/**
 * @param {string[]} skus
 * @param {AbortSignal} signal
 * @returns {Promise<Available>} empty where nobody can tell: that keeps nobody from ordering
 */
export async function available(skus, signal) {
  const wanted = [...new Set(skus)];
  const found = new Map();
  try {
    for (let i = 0; i < wanted.length; i += AT_ONCE) {
      const some = wanted.slice(i, i + AT_ONCE).join(',');
      const told = (await get(path(['available'], { skus: some }), { signal })).available;
      Object.entries(told).forEach(([sku, units]) => found.set(sku, units));
    }
  } catch {
    return new Map();
  }
  return found;
}

/**
 * The same again and again, while somebody looks.
 *
 * @param {() => string[]} skus what is shown at that moment
 * @param {(available: Available) => void} told
 * @param {AbortSignal} signal
 */
export function watchAvailable(skus, told, signal) {
  const ask = async () => {
    const found = await available(skus(), signal);
    if (!signal.aborted) {
      told(found);
    }
  };
  void watch(LOOK_AGAIN_MILLIS, ask, signal);
}

/** @param {number | undefined} units undefined where nobody can tell */
export function inStock(units) {
  if (units === undefined) {
    return nothing;
  }
  const text = units === 0 ? 'Sold out' : units <= FEW ? `Only ${units} left` : `${whole(units)} in stock`;
  return html`<p class="stock ${units === 0 ? 'is-out' : units <= FEW ? 'is-few' : ''}">${text}</p>`;
}
