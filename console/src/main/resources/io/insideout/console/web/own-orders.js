// @ts-check
// Which orders are whose: the system knows those of a customer who says who that is by a token. Anybody else has those
// that were placed from this tab; they are remembered by their ids, and forgotten with it.

import { get, path, Refusal } from './api.js';
import { isLast } from './parts/order-path.js';
import { isSignedIn } from './session.js';

const KEPT = 'insideout.ordered';
const MOST = 20;
const PAGE_SIZE = 25;
const NOT_THERE = 404;

/** @typedef {import('./parts/order-page.js').Order} Order */

/** @param {string} id of an order that was placed from here */
export function remember(id) {
  const ids = [id, ...remembered().filter((one) => one !== id)];
  sessionStorage.setItem(KEPT, JSON.stringify(ids.slice(0, MOST)));
}

/** @returns {string[]} the newest first */
export function remembered() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? '');
    return Array.isArray(kept) ? kept.filter((id) => typeof id === 'string') : [];
  } catch {
    return [];
  }
}

/** Whether the system itself knows whose the orders are. @param {AbortSignal} signal */
export async function isCustomer(signal) {
  return isSignedIn() && (await get('/access', { signal })).caller?.role === 'customer';
}

/** Where a page of the customer's orders is told. @param {string | null} cursor */
export function ofCustomer(cursor) {
  return path(['orders'], { limit: PAGE_SIZE, cursor: cursor ?? undefined });
}

/**
 * The orders of this tab. What has ended is not asked for again; what is not there, or somebody else's, is left out.
 *
 * @param {Order[]} known as they were
 * @param {AbortSignal} signal
 * @returns {Promise<{ orders: Order[] }>}
 */
export async function ofTab(known, signal) {
  const found = await Promise.all(
    remembered().map(async (id) => {
      const before = known.find((one) => one.orderId === id);
      try {
        return before && isLast(before.state) ? before : await get(path(['orders', id]), { signal });
      } catch (e) {
        if (e instanceof Refusal && e.status === NOT_THERE) {
          return undefined;
        }
        throw e;
      }
    }),
  );
  return { orders: found.filter((one) => one !== undefined) };
}
