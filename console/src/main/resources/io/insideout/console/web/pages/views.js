// @ts-check
// What services answer from, key by key, held against the log at a click: a view is a fold of its topic, so what it shows
// of a key has to be the newest record of that key.

import { html, nothing } from 'lit';
import { get, path, Refusal } from '../api.js';
import { counted } from '../format.js';
import { announce, Page } from '../page.js';
import { go, href } from '../router.js';

const NOT_THERE = 404;

/** @type {Record<string, { at: string[], topic: string, key: string }>} where a row is asked for, and what it is made of */
const VIEWS = {
  orders: { at: ['orders'], topic: 'orders', key: 'order id' },
  payments: { at: ['payments'], topic: 'payments', key: 'order id' },
  shipments: { at: ['shipments'], topic: 'shipments', key: 'shipment id' },
  products: { at: ['products'], topic: 'products', key: 'SKU' },
  stock: { at: ['stock'], topic: 'stock', key: 'SKU' },
  customers: { at: ['customers'], topic: 'customers', key: 'customer id' },
  'fraud-rules': { at: ['fraud', 'rules'], topic: 'fraud-rules', key: 'rule id' },
};

/** @typedef {{ log: string, isDeleted: boolean, looked: number } | { log: null, isDeleted: true, looked: number }} Newest */

class Views extends Page {
  static properties = {
    row: { state: true },
    isThere: { state: true },
    newest: { state: true },
    busy: { state: true },
    keepers: { state: true },
  };

  constructor() {
    super();
    /** @type {any} */
    this.row = null;
    /** @type {boolean | null} null before anybody has asked */
    this.isThere = null;
    /** @type {Newest | null} what the log says of the key */
    this.newest = null;
    this.busy = false;
    /** @type {{ service: string, instance: string }[]} who keeps this view */
    this.keepers = [];
  }

  get view() {
    const name = this.query.get('view') ?? 'orders';
    return name in VIEWS ? name : 'orders';
  }

  get key() {
    return this.query.get('key') ?? '';
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('query')) {
      this.newest = null;
      void this.load();
      void this.ask();
    }
  }

  async load() {
    this.row = null;
    this.isThere = null;
    this.failure = '';
    if (!this.key) {
      return;
    }
    try {
      this.row = await get(path([...VIEWS[this.view].at, this.key]), { signal: this.signal });
      this.isThere = true;
    } catch (e) {
      if (e instanceof Refusal && e.status === NOT_THERE) {
        this.isThere = false;
      } else if (!this.signal.aborted) {
        this.failure = /** @type {Error} */ (e).message;
      }
    }
  }

  /** Who keeps the view. A row is shown whether that can be told or not. */
  async ask() {
    this.keepers = [];
    const { topic } = VIEWS[this.view];
    try {
      const { services } = await get(path(['services']), { signal: this.signal });
      this.keepers = services.filter((/** @type {any} */ one) =>
        one.parts.some((/** @type {any} */ part) => part.kind === 'view' && part.reads.includes(topic)));
    } catch (e) {
      if (!(e instanceof Refusal) && !this.signal.aborted) {
        throw e;
      }
    }
  }

  /** The log is read from new to old until the key is there; the row is asked for anew, for it may have moved on. */
  async check() {
    this.busy = true;
    try {
      const newest = await this.newestRecord();
      await this.load();
      this.newest = newest;
      announce(this.agrees() ? 'The view equals the log.' : 'The view is not as the log has it.');
    } catch (e) {
      if (!this.signal.aborted) {
        this.failure = /** @type {Error} */ (e).message;
      }
    } finally {
      this.busy = false;
    }
  }

  /** @returns {Promise<Newest>} */
  async newestRecord() {
    const topic = VIEWS[this.view].topic;
    let looked = 0;
    /** @type {string | undefined} */
    let cursor;
    do {
      const page = await get(
        path(['log', 'topics', topic, 'records'], { query: `key = '${this.key.replaceAll("'", "''")}'`, limit: 1, cursor }),
        { signal: this.signal },
      );
      looked += page.looked;
      const [record] = page.records;
      if (record) {
        return { log: `${topic}/${record.partition}/${record.offset}`, isDeleted: record.format === 'none', looked };
      }
      cursor = page.more ?? undefined;
    } while (cursor);
    return { log: null, isDeleted: true, looked };
  }

  /** What is shown may be newer than what was found a moment before. */
  agrees() {
    const newest = this.newest;
    if (!newest) {
      return false;
    }
    if (newest.isDeleted) {
      return this.isThere === false;
    }
    const [shown, found] = [this.row?.log ?? '', newest.log].map((log) => log.split('/'));
    return shown[1] === found[1] && Number(shown[2]) >= Number(found[2]);
  }

  /** @param {SubmitEvent} submit */
  look(submit) {
    submit.preventDefault();
    const data = new FormData(/** @type {HTMLFormElement} */ (submit.currentTarget));
    go(href(['views'], { view: String(data.get('view')), key: String(data.get('key')).trim() }));
  }

  render() {
    return html`
      ${this.head('Views', { lead: 'What services answer from. Each is a fold of a topic, and can be thrown away and made again.' })}
      <form class="card story-search" @submit=${this.look}>
        <label class="field">View<select name="view">${Object.keys(VIEWS).map(
          (name) => html`<option value=${name} ?selected=${name === this.view}>${name}</option>`,
        )}</select></label>
        <label class="field">Key<input name="key" required maxlength="128" autocomplete="off" spellcheck="false" .value=${this.key}></label>
        <button class="button primary" type="submit">Show</button>
      </form>
      ${this.trouble()} ${this.isThere === null ? nothing : this.found()}`;
  }

  found() {
    return html`<section class="card" aria-labelledby="row">
      <h2 id="row"><bdi>${this.key}</bdi></h2>
      ${this.keepers.length > 0
        ? html`<p class="quiet">The view of ${VIEWS[this.view].topic} is kept by ${this.keepers.map(
            (one, i) => html`${i > 0 ? ', ' : ''}<a href=${href(['flow', one.service])}><bdi>${one.service}</bdi></a> at instance <bdi>${one.instance}</bdi>`,
          )}.</p>`
        : nothing}
      ${this.isThere
        ? html`<p class="quiet">As this system shows it, from <a class="sku" href=${href(['log', ...String(this.row.log ?? '').split('/')])}><bdi>${this.row.log}</bdi></a></p>
            <pre class="apart" tabindex="0" aria-label="The row"><bdi>${JSON.stringify(this.row, null, 2)}</bdi></pre>`
        : html`<p>The view has no such ${VIEWS[this.view].key}.</p>`}
      <div class="buttons"><button class="button" type="button" ?disabled=${this.busy} @click=${this.check}>
        ${this.busy ? 'Reading the log …' : 'Does it equal the log?'}</button></div>
      ${this.newest ? this.verdict(this.newest) : nothing}
    </section>`;
  }

  /** @param {Newest} newest */
  verdict(newest) {
    const what =
      newest.log === null
        ? 'The log has no record of this key.'
        : html`The newest record of this key is <a class="sku" href=${href(['log', ...newest.log.split('/')])}><bdi>${newest.log}</bdi></a>${newest.isDeleted ? ', which deletes it' : ''}.`;
    return html`<p class="note ${this.agrees() ? 'good' : 'bad'}">${this.agrees() ? 'The view equals the log.' : 'The view is not as the log has it.'}
      ${what} ${newest.looked > 0 ? `${counted(newest.looked, 'record')} of the topic were looked at, newest first.` : nothing}</p>`;
  }
}

customElements.define('io-views', Views);
