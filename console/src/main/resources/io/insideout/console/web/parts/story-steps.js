// @ts-check
// The steps of a story as they are read: what goes together, where nothing happened, and what is looked for.

/**
 * @typedef {object} Change
 * @property {string} path
 * @property {unknown} [before]
 * @property {unknown} [after]
 *
 * @typedef {object} Step one record, as the API tells it
 * @property {string} log topic/partition/offset
 * @property {string} topic
 * @property {number} partition
 * @property {number} offset
 * @property {string} time event time
 * @property {string} [written]
 * @property {string} [writer]
 * @property {string} [key]
 * @property {string} [type]
 * @property {{ id: number, subject: string, version?: number }} [schema]
 * @property {string} says
 * @property {boolean} [failure]
 * @property {string} [cause]
 * @property {boolean} [causeOutside]
 * @property {number} [afterMillis]
 * @property {string} [restsOn]
 * @property {Change[]} [changes]
 * @property {{ id: string, service: string, of: string, reason: string }} [letter]
 * @property {unknown} [value]
 * @property {string} [undecodable]
 *
 * @typedef {{ kind: 'step', step: Step }} Told
 * @typedef {{ kind: 'more', steps: Step[] }} More of one topic, made of the same record: told on request
 * @typedef {{ kind: 'gap', millis: number }} Gap
 * @typedef {Told | More | Gap} Row
 */

const GAP_MILLIS = 60_000;
const ALIKE_AT_MOST = 4;
const ALIKE_SHOWN = 2;

/**
 * When a record was written; its event time where nobody says.
 *
 * @param {Step} step
 */
export function writtenMillis(step) {
  return Date.parse(step.written ?? step.time);
}

/**
 * What is shown of a story, from top to bottom.
 *
 * @param {Step[]} steps
 * @param {{ text: string, failures: boolean }} wanted
 * @returns {Row[]}
 */
export function rows(steps, { text, failures }) {
  const words = text.toLowerCase().split(/\s+/).filter((word) => word !== '');
  const chosen = steps.filter((step) => (!failures || step.failure || step.letter) && hasAll(step, words));
  /** @type {Row[]} */
  const all = [];
  for (let i = 0; i < chosen.length; ) {
    if (i > 0) {
      const millis = writtenMillis(chosen[i]) - writtenMillis(chosen[i - 1]);
      if (millis >= GAP_MILLIS) {
        all.push({ kind: 'gap', millis });
      }
    }
    const run = alike(chosen, i);
    const shown = run.length > ALIKE_AT_MOST ? ALIKE_SHOWN : run.length;
    run.slice(0, shown).forEach((step) => all.push({ kind: 'step', step }));
    if (run.length > shown) {
      all.push({ kind: 'more', steps: run.slice(shown) });
    }
    i += run.length;
  }
  return all;
}

/**
 * @param {Step} step
 * @param {string[]} words
 */
function hasAll(step, words) {
  const said = `${step.log} ${step.writer ?? ''} ${step.type ?? ''} ${step.key ?? ''} ${step.says}`.toLowerCase();
  return words.every((word) => said.includes(word));
}

/**
 * @param {Step[]} steps
 * @param {number} from
 */
function alike(steps, from) {
  let to = from + 1;
  while (
    to < steps.length &&
    steps[to].cause !== undefined &&
    steps[to].cause === steps[from].cause &&
    steps[to].topic === steps[from].topic &&
    !steps[to].failure === !steps[from].failure
  ) {
    to++;
  }
  return steps.slice(from, to);
}

/**
 * A length of time, in the two units that matter.
 *
 * @param {number} millis
 */
export function span(millis) {
  if (millis < 1_000) {
    return `${Math.round(millis)} ms`;
  }
  if (millis < 60_000) {
    return `${(millis / 1_000).toFixed(millis < 10_000 ? 1 : 0)} s`;
  }
  const minutes = Math.floor(millis / 60_000);
  if (minutes < 60) {
    return `${minutes} min ${Math.floor((millis % 60_000) / 1_000)} s`;
  }
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} days ${hours % 24} h`;
}
