// @ts-check
// What services keep of the log: any key of any store, at any instance, held against the log at a click.

import { html, nothing } from 'lit';
import { get, path } from '../api.js';
import { counted } from '../format.js';
import { announce, Page } from '../page.js';
import { choices, chosen, storeFacts, storeOptions } from '../parts/store-choice.js';
import { NAMES, sentence, storeFold } from '../parts/store-fold.js';
import { readable, recordAt, storeRows } from '../parts/store-rows.js';
import { go, href } from '../router.js';

/**
 * @typedef {import('../parts/store-choice.js').Choice} Choice
 * @typedef {import('../parts/store-choice.js').Store} Store
 * @typedef {import('../parts/store-rows.js').StoreRow} StoreRow
 * @typedef {import('../parts/store-fold.js').Fold} Fold
 */

class Views extends Page {
  static properties = {
    all: { state: true },
    stores: { state: true },
    rows: { state: true },
    more: { state: true },
    folds: { state: true },
    busy: { state: true },
  };

  constructor() {
    super();
    /** @type {Choice[] | null} all stores that there are */
    this.all = null;
    /** @type {Store[]} the one that is looked into, at each instance */
    this.stores = [];
    /** @type {StoreRow[] | null} null before they are there */
    this.rows = null;
    /** @type {string | null} */
    this.more = null;
    /** @type {Fold[]} */
    this.folds = [];
    this.busy = false;
    this.asked = new AbortController();
  }

  connectedCallback() {
    super.connectedCallback();
    this.signal.addEventListener('abort', () => this.asked.abort());
  }

  get choice() {
    return this.all === null ? undefined : chosen(this.all, this.query);
  }

  /** The row that the address names: by its key, or by the id of one that is masked. */
  get key() {
    return this.query.get('key') ?? '';
  }

  get isOfOne() {
    return this.key !== '' || this.query.has('id');
  }

  get instance() {
    return this.query.get('instance') ?? '';
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('query')) {
      this.asked.abort();
      this.asked = new AbortController();
      this.stores = [];
      this.rows = null;
      this.more = null;
      this.folds = [];
      this.busy = false;
      void this.load();
    }
  }

  /**
   * Asks for something. What came too late, for the page is at another store, is not taken.
   *
   * @param {(signal: AbortSignal) => Promise<() => void>} ask answers with what is to be done with the answer
   */
  async asking(ask) {
    const { signal } = this.asked;
    this.busy = true;
    this.failure = '';
    try {
      const take = await ask(signal);
      if (!signal.aborted) {
        take();
      }
    } catch (e) {
      if (!signal.aborted) {
        this.failure = /** @type {Error} */ (e).message;
      }
    } finally {
      if (!signal.aborted) {
        this.busy = false;
      }
    }
  }

  async load() {
    await this.asking(async (signal) => {
      const all = choices((await get(path(['services']), { signal })).services);
      return () => (this.all = all);
    });
    const choice = this.choice;
    if (choice) {
      void this.count(choice);
      if (choice.kind !== 'records') {
        await this.look();
      }
    }
  }

  /** How many rows there are, and where. They are shown whether that can be told or not. */
  async count(/** @type {Choice} */ choice) {
    const { signal } = this.asked;
    try {
      const { stores } = await get(path(['services', choice.service, 'stores']), { signal });
      if (!signal.aborted) {
        this.stores = stores.filter((/** @type {Store} */ one) => one.store === choice.store);
      }
    } catch {
      // It is told by the rows what is wrong.
    }
  }

  /** @param {string} [cursor] */
  look(cursor) {
    return this.asking(async (signal) => {
      const from = this.isOfOne ? undefined : (this.query.get('from') ?? undefined);
      const which = cursor ? { cursor } : { ...this.named(), from };
      const page = await get(this.at('rows', { ...which, instance: this.instance }), { signal });
      return () => {
        this.rows = cursor ? [...(this.rows ?? []), ...page.rows] : page.rows;
        this.more = page.more;
        if (cursor) {
          announce(`${counted(this.rows?.length ?? 0, 'row')} shown.`);
        }
      };
    });
  }

  /**
   * Holds the row against the log, and shows it as it was then.
   *
   * @param {string} [cursor]
   */
  check(cursor) {
    return this.asking(async (signal) => {
      const answer = await get(this.at('fold', { ...this.named(), cursor, instance: this.instance }), { signal });
      return () => {
        this.folds = answer.folds;
        this.rows = this.folds.flatMap((one) => (one.row ? [one.row] : []));
        announce(sentence(answer.verdict, this.choice?.kind ?? ''));
      };
    });
  }

  named() {
    return { key: this.key, id: this.query.get('id') ?? undefined };
  }

  /**
   * @param {string} what
   * @param {Record<string, string | undefined>} query
   */
  at(what, query) {
    const { service, store } = /** @type {Choice} */ (this.choice);
    return path(['services', service, 'stores', store, what], query);
  }

  /** @param {Record<string, string | undefined>} query */
  link(query) {
    return href(['views'], { service: this.choice?.service, store: this.choice?.store, ...query });
  }

  /** @param {SubmitEvent} submit */
  show(submit) {
    submit.preventDefault();
    const data = new FormData(/** @type {HTMLFormElement} */ (submit.currentTarget));
    const at = String(data.get('store')).split('/', 2);
    const wanted = /** @type {HTMLButtonElement | null} */ (submit.submitter)?.value === 'from' ? 'from' : 'key';
    const before = location.hash;
    go(href(['views'], { service: at[0], store: at[1], [wanted]: String(data.get('key')).trim() }));
    if (location.hash === before) {
      void this.look();
    }
  }

  render() {
    return html`
      ${this.head('Views', { lead: 'What services keep of the log, and answer and decide from. Each can be thrown away and made again.' })}
      <form class="card story-search" @submit=${this.show}>
        <label class="field">Store<select name="store">${storeOptions(this.all ?? [], this.choice)}</select></label>
        <label class="field">Key<input name="key" maxlength="2048" autocomplete="off" spellcheck="false" .value=${this.key || (this.query.get('from') ?? '')}></label>
        <div class="buttons"><button class="button primary" type="submit" value="key">Show</button>
          <button class="button" type="submit" value="from">List from here</button></div>
      </form>
      ${this.trouble()} ${this.choice ? this.store(this.choice) : this.nowhere()}`;
  }

  nowhere() {
    return this.all === null
      ? nothing
      : html`<div class="empty"><h2>There is no such store</h2><p>No process that answers keeps one of this name.</p></div>`;
  }

  /** @param {Choice} choice */
  store(choice) {
    return html`${storeFacts(choice, this.stores, this.instance, (instance) =>
        this.link({ ...this.named(), from: this.query.get('from') ?? undefined, instance }))}
      ${this.stores
        .filter((one) => one.trouble)
        .map((one) => html`<p class="note">At instance <bdi>${one.instance}</bdi>: <bdi>${one.trouble}</bdi>.</p>`)}
      ${choice.kind === 'records'
        ? html`<div class="empty"><h2>It has no rows of keys</h2><p>Its records are told by what they are about: <a href="#/story">as stories</a>.</p></div>`
        : this.rows === null
          ? html`${this.busy ? html`<p class="quiet" role="status">Looking …</p>` : nothing}`
          : this.isOfOne
            ? this.row(choice, this.rows)
            : this.page(this.rows)}`;
  }

  /** @param {StoreRow[]} rows */
  page(rows) {
    return rows.length === 0
      ? html`<div class="empty"><h2>There are no rows${this.query.has('from') ? ' from there on' : ''}</h2></div>`
      : html`${storeRows(rows, (row) => this.link({ ...(row.id ? { id: row.id } : { key: row.key }), instance: this.instance }))}
        <div class="more"><span class="quiet">${counted(rows.length, 'row')} in the order of their keys, from instance <bdi>${rows[0].instance}</bdi>.
            ${this.more ? '' : 'There are no more.'}</span>
          ${this.more
            ? html`<button class="button" ?disabled=${this.busy} @click=${() => this.look(this.more ?? '')}>Show more</button>`
            : nothing}</div>`;
  }

  /**
   * @param {Choice} choice
   * @param {StoreRow[]} rows
   */
  row(choice, rows) {
    return html`<section class="card" aria-labelledby="row">
      <h2 id="row"><bdi>${rows[0]?.key ?? this.key}</bdi></h2>
      ${rows.length === 0 ? html`<p>The ${NAMES[choice.kind]} has no row of this key.</p>` : rows.map(content)}
      <div class="buttons"><button class="button" type="button" ?disabled=${this.busy} @click=${() => this.check()}>
        ${this.busy ? 'Reading the log …' : 'Does it equal the log?'}</button></div>
      ${this.folds.map((one) =>
        storeFold(one, choice.kind, this.folds.length > 1, { busy: this.busy, on: (cursor) => this.check(cursor) }))}
    </section>`;
  }
}

/** @param {StoreRow} row */
function content(row) {
  return html`<p class="quiet">At instance <bdi>${row.instance}</bdi>${row.log
      ? html`, from ${recordAt(row.log)}`
      : row.partition === null ? nothing : `, in partition ${row.partition}`}${row.schema?.subject
      ? html`, written by <bdi>${row.schema.subject}</bdi>${row.schema.version ? ` version ${row.schema.version}` : ''}`
      : nothing}</p>
    ${row.error ? html`<p class="note bad">The value cannot be read: <bdi>${row.error}</bdi></p>` : nothing}
    <pre class="json" tabindex="0" aria-label="The row"><bdi>${readable(row.value)}</bdi></pre>`;
}

customElements.define('io-views', Views);
