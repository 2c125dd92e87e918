// @ts-check
// What came of what, as a picture: a record a row, in the order in which they were written, one column further than the
// record that it was made from. The steps beside it say the same in words.

import { html, svg } from 'lit';
import { counted } from '../format.js';

const ROW = 30;
const COLUMN = 26;
const FIRST = 16;
const MOST = 200;

/** @typedef {import('./story-steps.js').Step} Step */

/**
 * @param {Step[]} steps
 * @param {(log: string) => void} chosen is told which record somebody wants to read
 */
export function storyGraph(steps, chosen) {
  const drawn = steps.slice(0, MOST);
  const depths = depthsOf(drawn);
  const rows = new Map(drawn.map((step, row) => [step.log, row]));
  const deepest = Math.max(0, ...depths.values());
  const textAt = FIRST + (deepest + 1) * COLUMN;
  return html`<figure class="story-graph" aria-label="What came of what: ${counted(drawn.length, 'record')}.">
    <svg viewBox="0 0 ${textAt + 620} ${drawn.length * ROW + 8}" width=${textAt + 620} height=${drawn.length * ROW + 8} role="group">
      ${drawn.map((step) => edge(step, depths, rows))}
      ${drawn.map((step, row) => node(step, row, depths.get(step.log) ?? 0, textAt, chosen))}
    </svg>
    ${steps.length > MOST
      ? html`<figcaption class="quiet">The first ${MOST} of ${steps.length} records are drawn.</figcaption>`
      : ''}
  </figure>`;
}

/**
 * How far each record is from one that came from outside.
 *
 * @param {Step[]} steps each behind its cause
 * @returns {Map<string, number>}
 */
export function depthsOf(steps) {
  const depths = new Map();
  for (const step of steps) {
    const cause = step.cause === undefined ? undefined : depths.get(step.cause);
    depths.set(step.log, cause === undefined ? 0 : cause + 1);
  }
  return depths;
}

/**
 * @param {Step} step
 * @param {Map<string, number>} depths
 * @param {Map<string, number>} rows
 */
function edge(step, depths, rows) {
  const from = step.cause === undefined ? undefined : rows.get(step.cause);
  const to = rows.get(step.log);
  if (from === undefined || to === undefined) {
    return '';
  }
  const x1 = FIRST + (depths.get(/** @type {string} */ (step.cause)) ?? 0) * COLUMN;
  const x2 = FIRST + (depths.get(step.log) ?? 0) * COLUMN;
  const y2 = to * ROW + ROW / 2;
  return svg`<path class="edge" d="M${x1} ${from * ROW + ROW / 2}V${y2 - 8}q0 8 8 8H${x2 - 6}"/>`;
}

/**
 * @param {Step} step
 * @param {number} row
 * @param {number} depth
 * @param {number} textAt
 * @param {(log: string) => void} chosen
 */
function node(step, row, depth, textAt, chosen) {
  const x = FIRST + depth * COLUMN;
  const y = row * ROW + ROW / 2;
  /** @param {Event} event */
  const choose = (event) => {
    event.preventDefault();
    chosen(step.log);
  };
  return svg`<a href="#" class="node ${step.failure ? 'is-bad' : ''}" aria-label="${step.log}: ${step.says}" @click=${choose}>
    <rect class="hit" x="0" y=${row * ROW + 2} width=${textAt + 610} height=${ROW - 4} rx="6"/>
    <circle cx=${x} cy=${y} r="6"/>
    <text x=${textAt} y=${y} dy="0.35em"><tspan class="topic">${step.log}</tspan><tspan dx="12">${short(step.says)}</tspan></text>
  </a>`;
}

/** @param {string} says */
function short(says) {
  return says.length > 60 ? says.slice(0, 59) + '…' : says;
}
