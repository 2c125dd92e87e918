// @ts-check
// Records of the log, one a line. Whatever stands in them is text.

import { html, nothing } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import { exactly } from '../format.js';
import { href } from '../router.js';

const LONGEST = 240;

/**
 * @typedef {object} LogRecord
 * @property {string} topic
 * @property {number} partition
 * @property {number} offset
 * @property {string} timestamp
 * @property {string | null} key
 * @property {Record<string, string>} headers
 * @property {number} bytes
 * @property {string} format
 * @property {{ id: number, subject?: string, version?: number }} [schema]
 * @property {unknown} value
 * @property {string} [error]
 */

/**
 * A record never changes: one that is drawn is not drawn again, however often more come.
 *
 * @param {LogRecord[]} records
 */
export function recordList(records) {
  return html`<div class="card flush"><table class="rows records">
    <caption class="unseen">Records</caption>
    <thead><tr><th scope="col">At</th><th scope="col">Time</th><th scope="col">Key</th><th scope="col">Value</th></tr></thead>
    <tbody>${repeat(records, (one) => `${one.partition}/${one.offset}`, (one) => guard([one], () => row(one)))}</tbody>
  </table></div>`;
}

/** @param {LogRecord} one */
function row(one) {
  return html`<tr>
    <th scope="row" data-label="At"><a class="sku" href=${recordLink(one)}>${one.partition}/${one.offset}</a></th>
    <td data-label="Time"><time datetime=${one.timestamp}>${exactly(one.timestamp)}</time></td>
    <td data-label="Key" class="key">${one.key === null ? html`<span class="quiet">none</span>` : html`<bdi class="sku">${cut(one.key, 64)}</bdi>`}</td>
    <td data-label="Value" class="value">${one.format === 'none'
      ? html`<span class="quiet">deleted</span>`
      : html`${one.format === 'bytes' ? html`<span class="badge tone-bad">${one.error ? 'unreadable' : 'bytes'}</span> ` : nothing}<bdi class="sku">${brief(one.value)}</bdi>`}</td>
  </tr>`;
}

/** @param {{ topic: string, partition: number, offset: number }} one */
export function recordLink({ topic, partition, offset }) {
  return href(['log', topic, String(partition), String(offset)]);
}

/**
 * The beginning of a value, on one line.
 *
 * @param {unknown} value
 */
export function brief(value) {
  return cut(typeof value === 'string' ? value : JSON.stringify(value), LONGEST);
}

/**
 * @param {string} text
 * @param {number} longest
 */
export function cut(text, longest) {
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
