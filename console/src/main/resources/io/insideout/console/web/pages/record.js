// @ts-check
// A record: where it stands, what it was made from, what it says.

import { html, nothing } from 'lit';
import { get, path } from '../api.js';
import { exactly, size } from '../format.js';
import { Page } from '../page.js';
import { recordLink } from '../parts/record-list.js';
import { href } from '../router.js';

/** @typedef {import('../parts/record-list.js').LogRecord} LogRecord */

class RecordPage extends Page {
  static properties = { record: { state: true }, loaded: { state: true } };

  constructor() {
    super();
    /** @type {LogRecord | null} the first one from there on */
    this.record = null;
    this.loaded = false;
  }

  connectedCallback() {
    super.connectedCallback();
    void this.load();
  }

  async load() {
    const { topic, partition, offset } = this.params;
    try {
      const answer = await get(path(['log', 'topics', topic, 'records'], { partition, offset, limit: 1 }), {
        signal: this.signal,
      });
      this.record = answer.records[0] ?? null;
      this.loaded = true;
    } catch (e) {
      if (!this.signal.aborted) {
        this.failure = /** @type {Error} */ (e).message;
      }
    }
  }

  render() {
    const { topic, partition, offset } = this.params;
    const record = this.record;
    const isHere = record !== null && String(record.offset) === offset;
    return html`
      ${this.head(`Record ${topic}/${partition}/${offset}`, {
        aside: isHere
          ? html`<a class="button" href=${recordLink({ ...record, offset: record.offset + 1 })}>Newer</a>`
          : nothing,
        back: { to: href(['log', topic]), name: topic },
      })}
      ${this.trouble()} ${isHere ? this.known(record) : this.loaded ? this.missing(record) : nothing}`;
  }

  /** @param {LogRecord | null} next */
  missing(next) {
    return html`<div class="empty"><h2>No record is at this offset</h2>
      <p>${next
        ? html`The end of a transaction has it, or what was taken back or is not kept any more.
            The next record is at <a href=${recordLink(next)}>${next.offset}</a>.`
        : 'Nothing behind it is committed yet.'}</p></div>`;
  }

  /** @param {LogRecord} record */
  known(record) {
    const schema = record.schema;
    return html`<dl class="facts">
        <div><dt>Written</dt><dd><time datetime=${record.timestamp}>${exactly(record.timestamp)}</time></dd></div>
        <div><dt>Key</dt><dd>${record.key === null ? 'none' : html`<bdi>${record.key}</bdi>`}</dd></div>
        <div><dt>Schema</dt><dd>${schema
          ? html`<bdi>${schema.subject ?? 'of no subject'}</bdi>${schema.version ? ` version ${schema.version}` : ''}, id ${schema.id}`
          : FORMATS[record.format] ?? record.format}</dd></div>
        <div><dt>Size</dt><dd>${size(record.bytes)}</dd></div>
      </dl>
      ${record.error ? html`<p class="note bad">The value cannot be read: <bdi>${record.error}</bdi></p>` : nothing}
      <section class="card" aria-labelledby="headers"><h2 id="headers">Headers</h2>${this.headers(record)}</section>
      <section class="card" aria-labelledby="value"><h2 id="value">Value</h2>
        ${record.format === 'none'
          ? html`<p class="quiet">None: it deletes its key.</p>`
          : html`<pre class="json" tabindex="0" aria-label="The value"><bdi>${shown(record.value)}</bdi></pre>`}</section>`;
  }

  /** @param {LogRecord} record */
  headers(record) {
    const headers = Object.entries(record.headers);
    return headers.length === 0
      ? html`<p class="quiet">None.</p>`
      : html`<table class="rows"><caption class="unseen">Headers</caption>
          <thead><tr><th scope="col">Name</th><th scope="col">Value</th></tr></thead>
          <tbody>${headers.map(
            ([name, value]) => html`<tr><th scope="row" data-label="Name"><bdi class="sku">${name}</bdi></th>
              <td data-label="Value">${this.header(name, value)}</td></tr>`,
          )}</tbody></table>`;
  }

  /**
   * @param {string} name
   * @param {string} value
   */
  header(name, value) {
    const place = name === 'cause' ? /^([\w.-]+)\/(\d+)\/(\d+)$/.exec(value) : null;
    return place
      ? html`<a class="sku" href=${href(['log', ...place.slice(1)])}>${value}</a>`
      : html`<bdi class="sku">${value}</bdi>`;
  }
}

/** @type {Record<string, string>} */
const FORMATS = { json: 'None: JSON', text: 'None: text', bytes: 'None: bytes', none: 'None' };

/** @param {unknown} value */
function shown(value) {
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
}

customElements.define('io-record', RecordPage);
