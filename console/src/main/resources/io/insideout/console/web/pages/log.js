// @ts-check
// The topics of the log: what each holds, how fast it grows, who writes and reads it.

import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { get, path } from '../api.js';
import { counted, rate, size, whole } from '../format.js';
import { watch } from '../live.js';
import { Page } from '../page.js';
import { href } from '../router.js';

const LOOK_AGAIN_MILLIS = 1_500;

/**
 * @typedef {object} Topic
 * @property {string} topic
 * @property {boolean} catalogued
 * @property {string} [key]
 * @property {string} [kept]
 * @property {string[]} [writers]
 * @property {string[]} [readers]
 * @property {number} offsets
 * @property {number | null} bytes
 * @property {number | null} offsetsPerSecond
 * @property {{ partition: number, begin: number, end: number }[]} partitions
 */

/** @type {Record<string, string>} */
export const KEPT = { forever: 'Every record', 'latest-per-key': 'The newest of each key' };

class Log extends Page {
  static properties = { topics: { state: true } };

  constructor() {
    super();
    /** @type {Topic[] | null} */
    this.topics = null;
  }

  connectedCallback() {
    super.connectedCallback();
    void watch(LOOK_AGAIN_MILLIS, () => this.load(), this.signal);
  }

  async load() {
    try {
      this.topics = (await get(path(['log', 'topics']), { signal: this.signal })).topics;
      this.failure = '';
    } catch (e) {
      if (!this.signal.aborted) {
        this.failure = /** @type {Error} */ (e).message;
      }
    }
  }

  render() {
    const topics = this.topics ?? [];
    const own = topics.filter((one) => one.catalogued);
    const others = topics.filter((one) => !one.catalogued);
    return html`
      ${this.head('Log', { lead: 'All that ever happened, and what services made of it. Records have offsets, and so have the ends of transactions.' })}
      ${this.trouble()}
      ${this.topics ? nothing : html`<p class="quiet" role="status">Looking at the log …</p>`}
      ${own.length > 0 ? this.table('Topics', own, true) : nothing}
      ${others.length > 0
        ? html`<details class="more-topics"><summary>${counted(others.length, 'other topic')}: changelogs, repartitions, what queries write</summary>
            ${this.table('Other topics', others, false)}</details>`
        : nothing}`;
  }

  /**
   * @param {string} name
   * @param {Topic[]} topics
   * @param {boolean} isDeclared
   */
  table(name, topics, isDeclared) {
    return html`<div class="card flush"><table class="rows linked topics">
      <caption class="unseen">${name}</caption>
      <thead><tr><th scope="col">Topic</th><th scope="col" class="number">Offsets</th><th scope="col" class="number">Growing by</th>
        <th scope="col" class="number">Size</th><th scope="col" class="number">Partitions</th>
        ${isDeclared ? html`<th scope="col">Keeps</th><th scope="col">Written by</th>` : nothing}</tr></thead>
      <tbody>${repeat(topics, (one) => one.topic, (one) => this.row(one))}</tbody>
    </table></div>`;
  }

  /** @param {Topic} one */
  row(one) {
    const grows = one.offsetsPerSecond;
    return html`<tr>
      <th scope="row" data-label="Topic"><a href=${href(['log', one.topic])}><bdi>${one.topic}</bdi></a></th>
      <td data-label="Offsets" class="number aside">${whole(one.offsets)}</td>
      <td data-label="Growing by" class="number ${grows ? '' : 'quiet'}">${grows === null ? '…' : rate(grows)}</td>
      <td data-label="Size" class="number aside">${one.bytes === null ? '–' : size(one.bytes)}</td>
      <td data-label="Partitions" class="number wide-only">${one.partitions.length}</td>
      ${one.catalogued
        ? html`<td data-label="Keeps" class="wide-only">${KEPT[one.kept ?? ''] ?? one.kept}</td>
            <td data-label="Written by" class="wide-only">${one.writers?.join(', ')}</td>`
        : nothing}
    </tr>`;
  }
}

customElements.define('io-log', Log);
