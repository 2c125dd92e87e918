// @ts-check
// A row held against the log: what came of it, and where the two differ.

import { html, nothing } from 'lit';
import { whole } from '../format.js';
import { apart } from './apart.js';
import { linesApart } from './lines-apart.js';
import { readable, recordAt } from './store-rows.js';

/**
 * @typedef {import('./store-rows.js').StoreRow} StoreRow
 * @typedef {{ log: string, timestamp: string, format: string, value: unknown, digest: string | null }} LogValue
 * @typedef {{ partition: number, from: number, to: number, begin: number, end: number }} Covered
 * @typedef {object} Fold
 * @property {string} instance
 * @property {'equal' | 'differs' | 'unknown'} verdict
 * @property {string} why
 * @property {StoreRow | null} row
 * @property {LogValue | null} record the newest of the key
 * @property {number} looked
 * @property {Covered[]} covered
 * @property {string | null} more
 */

/** @type {Record<string, string>} what a store is called in a sentence */
export const NAMES = { view: 'view', table: 'table', state: 'store', records: 'view' };

/**
 * The verdict in one sentence.
 *
 * @param {string} verdict
 * @param {string} kind of the store
 */
export function sentence(verdict, kind) {
  const name = NAMES[kind] ?? 'store';
  switch (verdict) {
    case 'equal':
      return `The ${name} equals the log.`;
    case 'differs':
      return `The ${name} is not as the log has it.`;
    default:
      return `Whether the ${name} equals the log cannot be said.`;
  }
}

/** @type {Record<string, string>} */
const TONES = { equal: 'good', differs: 'bad', unknown: '' };

/**
 * @param {Fold} fold
 * @param {string} kind of the store
 * @param {boolean} isOneOfSeveral whether it has to be said whose it is
 * @param {{ busy: boolean, on: (cursor: string) => void }} further
 */
export function storeFold(fold, kind, isOneOfSeveral, { busy, on }) {
  const { verdict, why, row, record, more } = fold;
  return html`<div class="note ${TONES[verdict]}">
    <p>${isOneOfSeveral ? html`<strong><bdi>${place(fold)}</bdi></strong>: ` : nothing}${sentence(verdict, kind)} ${why}
      ${record ? html`The newest record of this key is ${recordAt(record.log)}${record.format === 'none' ? ', which deletes it' : ''}.` : nothing}
      ${whole(fold.looked)} ${fold.looked === 1 ? 'record was' : 'records were'} looked at, newest first${coverage(fold.covered)}.</p>
    ${verdict === 'equal' && record && row ? html`<p class="quiet">SHA-256 of the value: <bdi class="sku">${row.digest}</bdi></p>` : nothing}
    ${verdict === 'differs' && record && row && record.format !== 'none' ? differences(row, record) : nothing}
    ${more ? html`<div class="buttons"><button class="button" type="button" ?disabled=${busy} @click=${() => on(more)}>Look on</button></div>` : nothing}
  </div>`;
}

/** @param {Fold} fold */
function place({ instance, row }) {
  return row === null || row.partition === null ? instance : `${instance}, partition ${row.partition}`;
}

/** @param {Covered[]} covered */
function coverage(covered) {
  const looked = covered.reduce((sum, one) => sum + one.to - one.from, 0);
  const all = covered.reduce((sum, one) => sum + one.end - one.begin, 0);
  return all === 0 ? '' : `, ${whole(looked)} of ${whole(all)} offsets`;
}

/**
 * @param {StoreRow} row
 * @param {LogValue} record
 */
function differences(row, record) {
  const lines = linesApart(readable(record.value), readable(row.value));
  if (lines.every((one) => one.kind === 'same')) {
    return html`<p>Both read the same, and are other bytes: <bdi class="sku">${row.digest}</bdi> here,
      <bdi class="sku">${record.digest}</bdi> in the log${row.log ? html`; the row is of ${recordAt(row.log)}` : nothing}.</p>`;
  }
  return html`<p>What the log has is marked -, what stands here is marked +.</p>
    ${apart(lines, 'What differs: what the log has went, what stands here came')}`;
}
