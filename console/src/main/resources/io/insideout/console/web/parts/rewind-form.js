// @ts-check
// Having a group read again: what it would mean, and doing it where nobody is at it.

import { html, LitElement, nothing } from 'lit';
import { path, post } from '../api.js';
import { whole } from '../format.js';
import { announce } from '../page.js';
import { href } from '../router.js';
import { question } from './question.js';

/**
 * @typedef {{ topic: string, partition: number, from: number, to: number, records: number }} Move
 * @typedef {{ group: string, moved: boolean, refused: string, mayInsist: boolean, memory: string, positions: Move[] }} Rewind
 */

class RewindForm extends LitElement {
  static properties = {
    group: { attribute: false },
    places: { state: true },
    where: { state: true },
    time: { state: true },
    place: { state: true },
    offset: { state: true },
    insist: { state: true },
    rewind: { state: true },
    asked: { state: true },
    busy: { state: true },
    failure: { state: true },
  };

  constructor() {
    super();
    this.group = '';
    /** @type {Move[]} the partitions in which it can go back, each as far as it can */
    this.places = [];
    this.where = 'beginning';
    this.time = '';
    this.place = '';
    this.offset = '0';
    this.insist = false;
    /** @type {Rewind | null} what it would mean, or what was done */
    this.rewind = null;
    /** Whether somebody is asked if they are sure. */
    this.asked = false;
    this.busy = false;
    this.failure = '';
  }

  createRenderRoot() {
    return this;
  }

  /** Where it shall go back to, as the API takes it. */
  get target() {
    switch (this.where) {
      case 'time':
        return { toTime: this.instant };
      case 'offset':
        return { toOffsets: [{ topic: this.at.topic, partition: this.at.partition, offset: Number(this.offset) }] };
      default:
        return { toBeginning: true };
    }
  }

  get at() {
    return this.places.find((one) => named(one) === this.place) ?? this.places[0] ?? { topic: '', partition: 0, from: 0, to: 0 };
  }

  /** The time as the log has it; none is the beginning of all. */
  get instant() {
    const time = new Date(this.time || 0);
    return Number.isNaN(time.valueOf()) ? '' : time.toISOString().replace('.000Z', 'Z');
  }

  get command() {
    const to = {
      beginning: '--to-beginning',
      time: `--to-time ${this.instant}`,
      offset: `--to-offset ${quoted(`${this.at.topic}-${this.at.partition}:${this.offset}`)}`,
    }[this.where];
    return `./insideout rewind ${quoted(this.group)} ${to}${this.insist ? ' --insist' : ''}${this.rewind ? ' --execute' : ''}`;
  }

  /** @param {SubmitEvent} e */
  submit(e) {
    e.preventDefault();
    void this.ask(true);
  }

  /** @param {boolean} dryRun */
  async ask(dryRun) {
    this.busy = true;
    this.asked = false;
    this.failure = '';
    try {
      this.rewind = await this.post({ ...this.target, insist: this.insist, dryRun });
      announce(this.sentence(/** @type {Rewind} */ (this.rewind)));
    } catch (e) {
      this.rewind = null;
      this.failure = /** @type {Error} */ (e).message;
    } finally {
      this.busy = false;
    }
    await this.updateComplete;
    this.focusOn('.rewound h3, .alert');
  }

  /** @param {object} wanted @returns {Promise<Rewind>} */
  post(wanted) {
    return post(path(['log', 'groups', this.group, 'rewind']), wanted);
  }

  /** Where it can go back at all. */
  async lookForPlaces() {
    try {
      this.places = (await this.post({ toBeginning: true, dryRun: true })).positions;
      this.offset = String(this.at.to);
    } catch (e) {
      this.failure = /** @type {Error} */ (e).message;
    }
  }

  /**
   * Whatever is asked otherwise has another answer.
   *
   * @param {'where' | 'time' | 'place' | 'offset'} what
   */
  changed(what) {
    return (/** @type {Event & { target: HTMLInputElement }} */ e) => {
      this[what] = e.target.value;
      this.rewind = null;
      this.asked = false;
      this.insist = false;
      this.failure = '';
      if (what === 'place') {
        this.offset = String(this.at.to);
      }
      if (what === 'where' && this.where === 'offset') {
        void this.lookForPlaces();
      }
    };
  }

  /** @param {Rewind} rewind */
  sentence({ moved, positions, refused }) {
    const records = positions.reduce((sum, one) => sum + one.records, 0);
    const again = `${whole(records)} ${records === 1 ? 'record' : 'records'}, at most`;
    if (moved) {
      return `${this.group} reads again, once it is started: ${again}.`;
    }
    return positions.length === 0
      ? `${this.group} stands there already, or before it: no position goes back.`
      : `${this.group} would read again: ${again}.${refused ? ' It may not be done now.' : ''}`;
  }

  render() {
    return html`<section class="card rewind" aria-labelledby="rewind"><h2 id="rewind">Have it read again</h2>
      <p>Its positions in topics that are history go back, and nobody else's move. What it would mean is shown first.</p>
      <form class="rewind-to" @submit=${this.submit} aria-label="Where to">
        <label class="field"><span>Back to</span><select .value=${this.where} @change=${this.changed('where')}>
          <option value="beginning">the first record of each partition</option>
          <option value="time">a time</option>
          <option value="offset">an offset</option></select></label>
        ${this.where === 'time'
          ? html`<label class="field"><span>Time <em>by your clock</em></span>
              <input type="datetime-local" step="1" min="1970-01-02T00:00" required .value=${this.time} @change=${this.changed('time')}></label>`
          : nothing}
        ${this.where === 'offset' ? this.placeFields() : nothing}
        <div class="buttons"><button class="button primary"
          ?disabled=${this.busy || (this.where === 'offset' && this.places.length === 0)}>Show what it would mean</button></div>
      </form>
      ${this.failure ? html`<p class="alert" role="alert" tabindex="-1"><bdi>${this.failure}</bdi></p>` : nothing}
      ${this.rewind ? this.told(this.rewind) : nothing}
      <div><p class="quiet">The same on the command line. Where all runs in one process, that is what is stopped: the command opens its log.</p>
        <pre class="json" tabindex="0" aria-label="The command"><bdi>${this.command}</bdi></pre></div></section>`;
  }

  placeFields() {
    return html`<label class="field"><span>Partition</span><select @change=${this.changed('place')}>
        ${this.places.map((one) => html`<option value=${named(one)} ?selected=${named(one) === named(this.at)}>${named(one)}</option>`)}</select></label>
      <label class="field"><span>Offset</span>
        <input type="number" min=${this.at.to} max=${this.at.from} required inputmode="numeric" .value=${this.offset}
          @change=${this.changed('offset')}></label>`;
  }

  /** @param {Rewind} rewind */
  told(rewind) {
    return html`<div class="rewound">
      <h3 tabindex="-1"><bdi>${this.sentence(rewind)}</bdi></h3>
      ${rewind.positions.length > 0 ? moves(rewind.positions) : nothing}
      ${rewind.refused
        ? html`<p class="note bad"><bdi>${rewind.refused}</bdi></p>`
        : html`<p class="note"><bdi>${rewind.group} ${rewind.memory}.</bdi></p>`}
      ${rewind.mayInsist || this.insist ? this.insisting(rewind) : nothing}
      ${rewind.refused || rewind.moved || rewind.positions.length === 0 ? nothing : this.doing()}
    </div>`;
  }

  /** @param {Rewind} rewind */
  insisting(rewind) {
    return rewind.moved
      ? nothing
      : html`<label class="check"><input type="checkbox" .checked=${this.insist} ?disabled=${this.busy} @change=${() => {
          this.insist = !this.insist;
          void this.ask(true);
        }}> That is well: do it all the same</label>`;
  }

  doing() {
    return this.asked
      ? question(
          html`Put <bdi>${this.group}</bdi> back?`,
          'It reads on from there when it is started. To go forward again it has to read all of it.',
          {
            yes: 'Put it back',
            no: 'Leave it',
            busy: this.busy,
            onYes: () => this.ask(false),
            onNo: () => this.isSure(false),
            isWithin: true,
          },
        )
      : html`<div class="buttons"><button class="button primary" type="button" ?disabled=${this.busy} @click=${() => this.isSure(true)}>Put it back …</button></div>`;
  }

  /** @param {boolean} asked */
  async isSure(asked) {
    this.asked = asked;
    await this.updateComplete;
    this.focusOn(asked ? '#sure' : '.rewound h3');
  }

  /** @param {string} what */
  focusOn(what) {
    /** @type {HTMLElement | null} */ (this.querySelector(what))?.focus();
  }
}

/** @param {Move[]} positions */
function moves(positions) {
  return html`<table class="rows">
    <caption class="unseen">What goes back</caption>
    <thead><tr><th scope="col">Partition</th><th scope="col" class="number">From</th><th scope="col" class="number">To</th>
      <th scope="col" class="number">Records again, at most</th></tr></thead>
    <tbody>${positions.map(
      (one) => html`<tr>
        <th scope="row" data-label="Partition"><a class="sku" href=${href(['log', one.topic])}>${named(one)}</a></th>
        <td data-label="From" class="number">${whole(one.from)}</td>
        <td data-label="To" class="number">${whole(one.to)}</td>
        <td data-label="Records again, at most" class="number">${whole(one.records)}</td></tr>`,
    )}</tbody></table>`;
}

/** @param {{ topic: string, partition: number }} place */
function named({ topic, partition }) {
  return `${topic}/${partition}`;
}

/**
 * A word as a shell takes it for one.
 *
 * @param {string} word
 */
function quoted(word) {
  return /^[\w.:-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

customElements.define('io-rewind', RewindForm);
