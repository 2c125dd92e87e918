// @ts-check
// Rows of a store, one a line. Whatever stands in them is text.

import { html, nothing } from 'lit';
import { exactly } from '../format.js';
import { href } from '../router.js';
import { brief, cut } from './record-list.js';

/**
 * @typedef {object} StoreRow
 * @property {string} instance
 * @property {string} key
 * @property {string} [id] what to ask for it by, where what is shown of the key is not the key
 * @property {number | null} partition
 * @property {string | null} log the record that it was made of, where the store knows it
 * @property {string | null} timestamp
 * @property {number} bytes
 * @property {string} format
 * @property {{ id: number, subject?: string, version?: number }} [schema]
 * @property {unknown} value
 * @property {string} [error]
 * @property {string} digest
 */

/**
 * @param {StoreRow[]} rows
 * @param {(row: StoreRow) => string} link to one of them
 */
export function storeRows(rows, link) {
  return html`<div class="card flush"><table class="rows records">
    <caption class="unseen">Rows</caption>
    <thead><tr><th scope="col">Partition</th><th scope="col">Time</th><th scope="col">Key</th><th scope="col">Value</th></tr></thead>
    <tbody>${rows.map(
      (one) => html`<tr>
        <td data-label="Partition">${one.partition ?? html`<span class="quiet">any</span>`}</td>
        <td data-label="Time">${one.timestamp === null
          ? html`<span class="quiet">not kept</span>`
          : html`<time datetime=${one.timestamp}>${exactly(one.timestamp)}</time>`}</td>
        <th scope="row" data-label="Key" class="key"><a class="sku" href=${link(one)}><bdi>${cut(one.key, 64)}</bdi></a></th>
        <td data-label="Value" class="value">${one.format === 'bytes'
          ? html`<span class="badge tone-bad">${one.error ? 'unreadable' : 'bytes'}</span> `
          : nothing}<bdi class="sku">${brief(one.value)}</bdi></td>
      </tr>`,
    )}</tbody></table></div>`;
}

/** @param {string} log coordinates of a record */
export function recordAt(log) {
  return html`<a class="sku" href=${href(['log', ...log.split('/')])}><bdi>${log}</bdi></a>`;
}

/**
 * What stands in a row or a record, to be read.
 *
 * @param {unknown} value
 */
export function readable(value) {
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
}
