// @ts-check
// The log as one draws it: a strip for each partition, from old to new, and who reads it stands where its next record is.

import { html, nothing, svg } from 'lit';
import { whole } from '../format.js';

const STRIP = 22;
const LANE = 20;
const MOST_CELLS = 100;
const LONGEST_NAME = 24;

/**
 * @typedef {{ partition: number, begin: number, end: number }} Strip
 * @typedef {{ group: string, partition: number, position: number, waiting: number, isExact: boolean }} Standing
 */

/**
 * @param {Strip[]} strips
 * @param {Standing[]} standings
 * @param {number} newest how many offsets of each partition are drawn, or 0 for all
 */
export function logStrips(strips, standings, newest) {
  return html`<div class="strips">${strips.map((strip) =>
    partition(strip, standings.filter((one) => one.partition === strip.partition), newest),
  )}</div>`;
}

/**
 * @param {Strip} strip
 * @param {Standing[]} standings
 * @param {number} newest
 */
function partition({ partition: number, begin, end }, standings, newest) {
  const from = newest > 0 ? Math.max(begin, end - newest) : begin;
  const cells = end - from;
  /** @param {number} offset */
  const at = (offset) => (cells === 0 ? 0 : (Math.min(Math.max(offset, from), end) - from) / cells) * 100;
  const said = standings.map((one) => `${one.group} at ${one.position}, ${waits(one)}`).join('; ');
  return html`<figure class="strip">
    <figcaption><span>Partition ${number}</span>
      <span class="quiet">${from > begin ? html`<span aria-hidden="true">… </span>` : nothing}${whole(from)} to ${whole(end)}</span></figcaption>
    <svg role="img" height=${STRIP + standings.length * LANE + 6}
      aria-label="Partition ${number}, offsets ${from} to ${end}. ${said || 'No group has a position in it'}.">
      <rect class="tape" x="0" y="0" width="100%" height=${STRIP} rx="4"></rect>
      ${cells > 0 && cells <= MOST_CELLS
        ? Array.from({ length: cells - 1 }, (_, i) => {
            const x = `${at(from + i + 1)}%`;
            return svg`<line class="cell" x1=${x} x2=${x} y1="0" y2=${STRIP}></line>`;
          })
        : nothing}
      ${standings.map((one, lane) => marker(one, at(one.position), STRIP + lane * LANE + 14, one.position < from))}
    </svg>
  </figure>`;
}

/**
 * @param {Standing} one
 * @param {number} x in percent
 * @param {number} y
 * @param {boolean} isOlder whether it stands before what is drawn
 */
function marker(one, x, y, isOlder) {
  const isLate = one.waiting > 0;
  const name = one.group.length > LONGEST_NAME ? `${one.group.slice(0, LONGEST_NAME)}…` : one.group;
  const label = `${isOlder ? '‹ ' : ''}${name}${isLate ? ` · ${waits(one)}` : ''}`;
  const isRight = x > 50;
  return svg`<g class="marker ${isLate ? 'is-late' : ''}">
    <line class="way" x1="${x}%" x2="100%" y1=${y} y2=${y}></line>
    <line class="stem" x1="${x}%" x2="${x}%" y1="0" y2=${y}></line>
    <circle cx="${x}%" cy=${y} r="4"></circle>
    <text x="${x}%" y=${y + 4} dx=${isRight ? -9 : 9} text-anchor=${isRight ? 'end' : 'start'}>${label}</text>
  </g>`;
}

/** @param {{ waiting: number, isExact: boolean }} one */
export function waits({ waiting, isExact }) {
  return waiting === 0 ? 'nothing waits' : `${isExact ? '' : 'at most '}${whole(waiting)} ${waiting === 1 ? 'waits' : 'wait'}`;
}
