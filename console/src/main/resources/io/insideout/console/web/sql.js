// @ts-check
// Statements of SQL, as every caller asks them: an answer is a line of JSON for each change of a row, and it ends with the connection.

import { answer, lines, Refusal } from './api.js';

/**
 * @typedef {{ name: string, type: string }} Column
 * @typedef {'+I' | '-U' | '+U' | '-D'} Op
 * @typedef {object} Line a line of an answer
 * @property {Column[]} [columns] of the first line, with what follows
 * @property {boolean} [updates] whether rows may change later
 * @property {string[]} [warnings]
 * @property {Op} [op]
 * @property {unknown[]} [row]
 * @property {number} [late] how many records came too late for their window, so far
 * @property {string} [error] of the last line
 * @property {boolean} [end] of the last line
 * @typedef {{ from?: string, untilNow?: boolean }} Reading
 */

const SLICE_MILLIS = 12;
const PLACE = /^(?:sql )?line (\d+), column (\d+): ([^\n]*)/;

/**
 * Asks a statement, and hands over the lines of its answer until it is over or the signal ends it. Where lines come
 * faster than they are taken, whoever answers waits.
 *
 * @param {string} sql
 * @param {{ line: (line: Line) => void, begun?: () => void, reading?: Reading, signal: AbortSignal }} how
 *     begun is told when the statement is understood
 */
export async function ask(sql, { line, begun = () => {}, reading = {}, signal }) {
  const response = await answer('/api/sql', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/x-ndjson' },
    body: JSON.stringify({ sql, ...reading }),
    signal,
  });
  begun();
  let isOver = false;
  let since = performance.now();
  for await (const some of lines(response, signal)) {
    for (const one of some.filter(Boolean)) {
      const read = parsed(one);
      isOver ||= read.end === true || read.error !== undefined;
      line(read);
      if (performance.now() - since > SLICE_MILLIS) {
        await drawn();
        since = performance.now();
        signal.throwIfAborted();
      }
    }
  }
  if (!isOver) {
    throw new Refusal(0, { detail: 'The answer broke off.' });
  }
}

/**
 * The rows of an answer that ends by itself.
 *
 * @param {string} sql
 * @param {AbortSignal} signal
 */
export async function rows(sql, signal) {
  /** @type {unknown[][]} */
  const all = [];
  await ask(sql, {
    line: ({ row, error }) => {
      if (error !== undefined) {
        throw new Refusal(0, { detail: error });
      }
      if (row) {
        all.push(row);
      }
    },
    signal,
  });
  return all;
}

/**
 * Where a statement is wrong, and what is wrong there; nothing where the place is not known.
 *
 * @param {unknown} e
 * @returns {{ line: number, column: number, said: string } | undefined}
 */
export function placeOf(e) {
  const said = e instanceof Refusal ? e.problem.errors?.find((one) => one.field === 'sql')?.message : undefined;
  const match = PLACE.exec(said ?? '');
  return match ? { line: Number(match[1]), column: Number(match[2]), said: match[3] } : undefined;
}

/**
 * A whole number that is larger than a browser counts exactly stays text, as it stands in the line.
 *
 * @param {string} line
 * @returns {Line}
 */
function parsed(line) {
  const exact = (/** @type {string} */ _, /** @type {unknown} */ value, /** @type {{ source?: string }} */ context) =>
    typeof value === 'number' && !Number.isSafeInteger(value) && context?.source ? context.source : value;
  return /\d{16}/.test(line) ? JSON.parse(line, /** @type {any} */ (exact)) : JSON.parse(line);
}

/** Lets the page be drawn, also where nobody looks at it. */
function drawn() {
  return new Promise((done) => setTimeout(done));
}
