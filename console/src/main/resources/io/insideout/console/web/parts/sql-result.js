// @ts-check
// An answer as it comes. Rows are taken as fast as they come, and drawn as fast as that can be.

import { html, LitElement, nothing } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import { counted } from '../format.js';
import { MOST_ROWS, Result } from '../result.js';
import { chart, numeric } from './sql-chart.js';

const RATE_MILLIS = 1_000;
const SLOW_DRAW_MILLIS = 34;
const MOST_CHARS = 2_000;
// As the styles have it: of a thousand rows only those are in the page that can be seen, and some around them.
const ROW_PIXELS = 33;
const DRAWN_ROWS = 40;
const ROWS_ABOVE = 12;

const NUMBER = new Intl.NumberFormat('en-GB');

class SqlResult extends LitElement {
  static properties = {
    result: { attribute: false },
    live: { type: Boolean },
    charted: { state: true },
    rate: { state: true },
    first: { state: true },
  };

  constructor() {
    super();
    this.result = new Result();
    /** Whether more is to come. */
    this.live = false;
    this.charted = false;
    /** @type {number | undefined} the column that is drawn, if another than the last */
    this.column = undefined;
    this.rate = 0;
    this.counted = 0;
    this.isDue = false;
    this.drawn = 0;
    /** The first row that is in the page. */
    this.first = 0;
    /** The place that the next row had when it was drawn last. */
    this.next = 0;
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.timer = setInterval(() => this.measure(), RATE_MILLIS);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.timer);
  }

  measure() {
    this.rate = this.live ? Math.max(0, this.result.count - this.counted) : 0;
    this.counted = this.result.count;
  }

  /** Something has come: it is drawn with the next frame, and less often where a frame takes long. */
  async changed() {
    if (this.isDue) {
      return;
    }
    this.isDue = true;
    await frame();
    const began = performance.now();
    this.requestUpdate();
    await this.updateComplete;
    await frame();
    const took = performance.now() - began;
    if (took > SLOW_DRAW_MILLIS) {
      await new Promise((done) => setTimeout(done, 2 * took));
    }
    this.isDue = false;
    if (this.result.count !== this.drawn) {
      void this.changed();
    }
  }

  render() {
    const { result } = this;
    const rows = result.shown();
    this.drawn = result.count;
    if (result.columns.length === 0) {
      return nothing;
    }
    if (result.columns.length === 1 && result.columns[0].name === 'plan') {
      return html`<pre class="plan" tabindex="0" role="region" aria-label="Plan">${[...result.rows.values()].map((row) => `${row.cells[0]}\n`)}</pre>`;
    }
    return html`
      ${result.warnings.map((warning) => html`<p class="note">${warning}</p>`)}
      ${result.late > 0 ? html`<p class="note">${counted(result.late, 'record')} came too late for a window.</p>` : nothing}
      ${this.chart(rows)} ${rows.length > 0 ? this.table(rows) : html`<p class="quiet">${this.live ? 'No row yet.' : 'No row.'}</p>`}
      ${this.figures(rows)}`;
  }

  /** @param {import('../result.js').Row[]} rows */
  figures(rows) {
    const { result } = this;
    const order = result.isNewestFirst ? 'newest first' : 'in the order in which they came';
    return html`<p class="quiet figures">
      ${result.dropped > 0 ? `The last ${NUMBER.format(MOST_ROWS)} rows are kept` : counted(rows.length, 'row')}, ${order};
      ${NUMBER.format(result.count)} ${result.count === 1 ? 'change' : 'changes'} so far${this.rate > 0 ? `, ${NUMBER.format(this.rate)} a second` : ''}.
      ${result.unseen > 0 ? `${NUMBER.format(result.unseen)} of them were overtaken before they could be drawn.` : nothing}</p>`;
  }

  /** @param {import('../result.js').Row[]} rows */
  chart(rows) {
    const { columns, isNewestFirst } = this.result;
    const choice = numeric(columns);
    if (choice.length === 0) {
      return nothing;
    }
    const column = choice.find((one) => one === this.column) ?? choice[choice.length - 1];
    return html`<div class="chart-head"><label class="check"><input type="checkbox" .checked=${this.charted}
        @change=${() => (this.charted = !this.charted)}> Chart</label>
      ${this.charted
        ? html`<label class="check">of <select aria-label="Column of the chart"
            @change=${(/** @type {Event & { target: HTMLSelectElement }} */ e) => this.choose(Number(e.target.value))}>
            ${choice.map((one) => html`<option value=${one} ?selected=${one === column}>${columns[one].name}</option>`)}
          </select></label>`
        : nothing}</div>
      ${this.charted ? chart(columns, isNewestFirst ? [...rows].reverse() : rows, column) : nothing}`;
  }

  /** @param {number} column */
  choose(column) {
    this.column = column;
    this.requestUpdate();
  }

  /** Where somebody reads further below, rows that come above do not push away what is read. */
  updated() {
    const grid = this.querySelector('.grid');
    const { next, isNewestFirst } = this.result;
    if (grid && grid.scrollTop > 0 && isNewestFirst) {
      grid.scrollTop += Math.max(0, next - this.next) * ROW_PIXELS;
    }
    this.next = next;
  }

  /** @param {Event & { target: HTMLElement }} e */
  scrolled({ target }) {
    this.first = Math.max(0, Math.floor(target.scrollTop / ROW_PIXELS) - ROWS_ABOVE);
  }

  /** @param {import('../result.js').Row[]} rows */
  table(rows) {
    const { columns } = this.result;
    const figures = numeric(columns);
    const align = columns.map((_, i) => (figures.includes(i) ? 'number' : nothing));
    const first = Math.min(this.first, Math.max(0, rows.length - DRAWN_ROWS));
    const drawn = rows.slice(first, first + DRAWN_ROWS);
    return html`<div class="grid" tabindex="0" role="region" aria-label="Rows" @scroll=${this.scrolled}>
      <table aria-rowcount=${rows.length + 1}>
      <caption class="unseen">Rows of the answer</caption>
      <thead><tr aria-rowindex="1">${columns.map(
        (column, i) => html`<th scope="col" class=${align[i]} title=${column.type}><bdi>${column.name}</bdi></th>`,
      )}</tr></thead>
      <tbody>${space(first, columns.length)}
        ${repeat(drawn, (row) => row.place, (row, i) => guard([row, first + i], () => line(row, align, first + i + 2)))}
        ${space(rows.length - first - drawn.length, columns.length)}</tbody>
    </table></div>`;
  }
}

/**
 * What stands for so many rows.
 *
 * @param {number} rows
 * @param {number} columns
 */
function space(rows, columns) {
  return rows > 0 ? html`<tr class="space" aria-hidden="true"><td colspan=${columns} height=${rows * ROW_PIXELS}></td></tr>` : nothing;
}

/**
 * @param {import('../result.js').Row} row
 * @param {unknown[]} align
 * @param {number} index
 */
function line(row, align, index) {
  // Of two animations that are the same, the one that is named anew begins.
  const changed = row.changes === 0 ? nothing : row.changes % 2 ? 'changed-odd' : 'changed-even';
  return html`<tr class=${changed} aria-rowindex=${index}>${row.cells.map((cell, i) => html`<td class=${align[i]}>${shown(cell)}</td>`)}</tr>`;
}

/** @param {unknown} cell */
function shown(cell) {
  if (cell === null || cell === undefined) {
    return html`<span class="quiet">null</span>`;
  }
  const text = typeof cell === 'object' ? JSON.stringify(cell) : String(cell);
  const cut = text.length > MOST_CHARS ? text.slice(0, MOST_CHARS) + '…' : text;
  return html`<bdi title=${cut.length > 40 ? cut : nothing}>${cut}</bdi>`;
}

function frame() {
  return new Promise((done) => requestAnimationFrame(done));
}

customElements.define('io-sql-result', SqlResult);
