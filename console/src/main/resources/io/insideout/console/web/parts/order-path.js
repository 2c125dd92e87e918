// @ts-check
// The states of an order and how one leads to another, as docs/reference/order-states.md draws them, and the path that
// an order has taken.

/** @type {[from: string, to: string][]} */
export const STEPS = [
  ['REQUESTED', 'VALIDATED'],
  ['REQUESTED', 'REJECTED'],
  ['VALIDATED', 'PAID'],
  ['VALIDATED', 'PAYMENT_FAILED'],
  ['VALIDATED', 'EXPIRED'],
  ['VALIDATED', 'CANCELLED'],
  ['PAID', 'SHIPPED'],
  ['PAID', 'CANCELLED'],
  ['SHIPPED', 'DELIVERED'],
  ['SHIPPED', 'RETURNED'],
  ['DELIVERED', 'RETURNED'],
];

/** Whether nothing can come after a state. @param {string} state */
export function isLast(state) {
  return STEPS.every(([from]) => from !== state);
}

/**
 * The states that an order went through. Where its newest version leaves a choice, what came while the page was open
 * decides, or its parcels and the number of its version do.
 *
 * @param {import('./order-page.js').Order} order
 * @param {string[]} seen states that were seen before
 * @returns {string[]}
 */
export function takenPath(order, seen = []) {
  const path = [order.state];
  while (path[0] !== 'REQUESTED') {
    const before = STEPS.filter(([, to]) => to === path[0]).map(([from]) => from);
    path.unshift(before.find((state) => seen.includes(state) && before.length > 1) ?? likely(order, before));
  }
  return path;
}

/**
 * @param {import('./order-page.js').Order} order
 * @param {string[]} before
 */
function likely(order, before) {
  if (before.includes('DELIVERED') && order.parcels?.every((parcel) => parcel.delivered)) {
    return 'DELIVERED';
  }
  if (before.includes('PAID') && before.includes('VALIDATED')) {
    // Placed, validated, cancelled are three versions, and the wish to cancel may be one more.
    return order.version - (order.cancelAsked ? 1 : 0) > 3 ? 'PAID' : 'VALIDATED';
  }
  return before[0];
}
