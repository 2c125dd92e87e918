// @ts-check
// The states of an order as a picture: the path that was taken, where it stands, and where it may still go.

import { html, svg } from 'lit';
import { stateName } from '../format.js';
import { STEPS } from './order-path.js';

/** @type {Record<string, [along: number, across: number]>} */
const PLACES = {
  REQUESTED: [0, 1],
  VALIDATED: [1, 1],
  PAID: [2, 1],
  SHIPPED: [3, 1],
  DELIVERED: [4, 1],
  EXPIRED: [1, 0],
  REJECTED: [0, 2],
  PAYMENT_FAILED: [1, 2],
  CANCELLED: [2, 2],
  RETURNED: [4, 2],
};

const WIDE = { name: 'wide', width: 820, height: 232, node: [124, 36], first: [66, 30], step: [172, 86] };
const NARROW = { name: 'narrow', width: 366, height: 424, node: [110, 36], first: [59, 30], step: [124, 91] };

/** @typedef {typeof WIDE} Layout */

/** @param {string[]} path the states that were taken */
export function stateMachine(path) {
  const said = path.map(stateName).join(', then ');
  return html`<figure class="machine" role="img" aria-label="Path of the order: ${said}.">
    ${drawn(WIDE, path)} ${drawn(NARROW, path)}
  </figure>`;
}

/**
 * @param {Layout} layout
 * @param {string[]} path
 */
function drawn(layout, path) {
  return html`<svg class=${layout.name} viewBox="0 0 ${layout.width} ${layout.height}" aria-hidden="true" focusable="false">
    ${STEPS.map((step) => edge(layout, step, path))} ${Object.keys(PLACES).map((state) => node(layout, state, path))}
  </svg>`;
}

/**
 * @param {Layout} layout
 * @param {string} state
 * @returns {[number, number]}
 */
function middle({ name, first, step }, state) {
  const [along, across] = PLACES[state];
  const [x, y] = name === 'wide' ? [along, across] : [across, along];
  return [first[0] + x * step[0], first[1] + y * step[1]];
}

/**
 * @param {Layout} layout
 * @param {string} state
 * @param {string[]} path
 */
function node(layout, state, path) {
  const [x, y] = middle(layout, state);
  const [width, height] = layout.node;
  const kind = state === path.at(-1) ? 'is-now' : path.includes(state) ? 'is-taken' : reachable(state, path) ? '' : 'is-out';
  return svg`<g class="node ${kind}">
    <rect x=${x - width / 2} y=${y - height / 2} width=${width} height=${height} rx="10"/>
    <text x=${x} y=${y} dy="0.35em" text-anchor="middle">${stateName(state)}</text>
  </g>`;
}

/**
 * Whether the order may still come there.
 *
 * @param {string} state
 * @param {string[]} path
 */
function reachable(state, path) {
  let ways = [/** @type {string} */ (path.at(-1))];
  while (ways.length > 0) {
    ways = STEPS.filter(([from]) => ways.includes(from)).map(([, to]) => to);
    if (ways.includes(state)) {
      return true;
    }
  }
  return false;
}

/**
 * @param {Layout} layout
 * @param {[string, string]} step
 * @param {string[]} path
 */
function edge(layout, [from, to], path) {
  const [x1, y1, x2, y2] = ends(layout, middle(layout, from), middle(layout, to));
  const at = path.indexOf(from);
  const taken = at >= 0 && path[at + 1] === to;
  const angle = (Math.atan2(y2 - y1, x2 - x1) * 180) / Math.PI;
  return svg`<g class="edge ${taken ? 'is-taken' : ''}">
    <line x1=${x1} y1=${y1} x2=${x2} y2=${y2}/>
    <path d="M0 0-7-4v8Z" transform="translate(${x2} ${y2}) rotate(${angle})"/>
  </g>`;
}

/**
 * Where a line between two nodes leaves the one and meets the other.
 *
 * @param {Layout} layout
 * @param {[number, number]} from
 * @param {[number, number]} to
 */
function ends({ node: [width, height] }, [x1, y1], [x2, y2]) {
  const dx = x2 - x1;
  const dy = y2 - y1;
  const inside = Math.min(
    dx === 0 ? Infinity : (width / 2 + 3) / Math.abs(dx),
    dy === 0 ? Infinity : (height / 2 + 3) / Math.abs(dy),
  );
  return [x1 + dx * inside, y1 + dy * inside, x2 - dx * inside, y2 - dy * inside].map(Math.round);
}
