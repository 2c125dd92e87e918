// @ts-check
// A numeric column as bars. What they say stands in a sentence below, and each figure in the table.

import { html, svg } from 'lit';
import { counted } from '../format.js';

const MOST_BARS = 120;
const MOST_NAMED = 12;
const MOST_CHARS = 26;
const BAR_HEIGHT = 28;
const HEIGHT = 140;
const NUMERIC = /^(TINYINT|SMALLINT|INT|INTEGER|BIGINT|FLOAT|REAL|DOUBLE|DECIMAL|NUMERIC)\b/i;
const FIGURE = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 3 });

/** @typedef {import('../sql.js').Column} Column */
/** @typedef {{ name: string, figure: number }} Bar */

/**
 * The columns that can be drawn, by their places.
 *
 * @param {Column[]} columns
 */
export function numeric(columns) {
  return columns.flatMap((column, i) => (NUMERIC.test(column.type) && !column.name.startsWith('record_') ? [i] : []));
}

/**
 * @param {Column[]} columns
 * @param {import('../result.js').Row[]} rows oldest first
 * @param {number} column
 */
export function chart(columns, rows, column) {
  const bars = rows
    .slice(-MOST_BARS)
    .map(({ cells }) => ({ name: named(columns, cells), figure: Number(cells[column] ?? NaN) }))
    .filter((bar) => Number.isFinite(bar.figure));
  if (bars.length === 0) {
    return html`<p class="quiet">There is no figure yet.</p>`;
  }
  const figures = bars.map((bar) => bar.figure);
  const least = Math.min(0, ...figures);
  const span = Math.max(0, ...figures) - least || 1;
  const isNamed = bars.length <= MOST_NAMED;
  return html`<figure class="chart">
    <svg role="img" aria-labelledby="chart-says" width="100%" height=${isNamed ? bars.length * BAR_HEIGHT : HEIGHT}>
      ${isNamed ? bars.map((bar, i) => lying(bar, i, least, span)) : bars.map((bar, i) => standing(bar, i, bars.length, least, span))}
    </svg>
    <figcaption class="quiet" id="chart-says"><bdi>${columns[column].name}</bdi> of
      ${rows.length > bars.length ? `the newest ${bars.length} rows` : counted(bars.length, 'row')}${isNamed ? '' : ', from left to right'}: least
      ${FIGURE.format(Math.min(...figures))}, most ${FIGURE.format(Math.max(...figures))}, last
      ${FIGURE.format(/** @type {number} */ (figures.at(-1)))}. The table has each figure.</figcaption>
  </figure>`;
}

/**
 * What is not a figure says which row it is.
 *
 * @param {Column[]} columns
 * @param {unknown[]} cells
 */
function named(columns, cells) {
  const figures = numeric(columns);
  const words = cells.filter((cell, i) => !figures.includes(i) && typeof cell === 'string');
  const text = words.join(' · ');
  // Isolated, so that its direction stays its own.
  return `\u2068${text.length > MOST_CHARS ? text.slice(0, MOST_CHARS - 1) + '…' : text}\u2069`;
}

/**
 * @param {Bar} bar
 * @param {number} i
 * @param {number} least
 * @param {number} span
 */
function lying({ name, figure }, i, least, span) {
  const begin = 36 + ((Math.min(figure, 0) - least) / span) * 48;
  const width = (Math.abs(figure) / span) * 48;
  const y = i * BAR_HEIGHT;
  return svg`<g><text class="chart-name" x="0" y=${y + 18}>${name}</text>
    <rect class="chart-bar" x="${begin}%" y=${y + 5} width="${width}%" height=${BAR_HEIGHT - 10} rx="3"></rect>
    <text class="chart-figure" x="100%" y=${y + 18}>${FIGURE.format(figure)}</text></g>`;
}

/**
 * @param {Bar} bar
 * @param {number} i
 * @param {number} count
 * @param {number} least
 * @param {number} span
 */
function standing({ figure }, i, count, least, span) {
  const height = Math.max(1, (Math.abs(figure) / span) * HEIGHT);
  const bottom = HEIGHT - ((Math.min(figure, 0) - least) / span) * HEIGHT;
  return svg`<rect class="chart-bar" x="${(i * 100) / count}%" y=${bottom - height} width="${80 / count}%" height=${height}></rect>`;
}
