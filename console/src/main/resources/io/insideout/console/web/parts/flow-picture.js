// @ts-check
// The picture of the talk: the log in the middle, a strip for each topic, who writes it on the left and who reads it on
// the right. The table below it says the same in words.

import { html, svg } from 'lit';
import { rate, whole } from '../format.js';
import { href } from '../router.js';

const WIDTH = 1000;
const ROW = 46;
const STRIP = { x: 375, width: 250, height: 30 };
const NODE = { width: 150, height: 34 };
const TICKS = 12;

/**
 * @typedef {import('../pages/log.js').Topic} Topic
 * @typedef {{ name: string, y: number }} Placed
 * @typedef {object} Standing of services, by their names
 * @property {Map<string, number>} waiting
 * @property {Map<string, string>} trouble
 * @property {Set<string>} groups which of them read as a group of that name
 */

/**
 * @param {Topic[]} topics of the catalogue
 * @param {Standing} standing
 */
export function flowPicture(topics, standing) {
  const rows = new Map(topics.map((topic, row) => [topic.topic, row * ROW + ROW / 2 + 8]));
  const height = topics.length * ROW + 16;
  const writers = placed(topics, (topic) => topic.writers ?? [], rows, height);
  const readers = placed(topics, (topic) => topic.readers ?? [], rows, height);
  return html`<figure class="flow" role="group" aria-label="Who writes and who reads the log">
    <svg viewBox="0 0 ${WIDTH} ${height}">
      ${topics.map((topic) => edges(topic, topic.writers ?? [], writers, rows, true))}
      ${topics.map((topic) => edges(topic, topic.readers ?? [], readers, rows, false))}
      ${topics.map((topic) => strip(topic, rows.get(topic.topic) ?? 0))}
      ${writers.map((one) => node(one, 0, standing, false))}
      ${readers.map((one) => node(one, WIDTH - NODE.width, standing, true))}
    </svg>
  </figure>`;
}

/**
 * Services on one side, each as near as may be to the middle of its topics.
 *
 * @param {Topic[]} topics
 * @param {(topic: Topic) => string[]} side
 * @param {Map<string, number>} rows
 * @param {number} height
 * @returns {Placed[]}
 */
export function placed(topics, side, rows, height) {
  /** @type {Map<string, number[]>} */
  const wanted = new Map();
  for (const topic of topics) {
    for (const name of side(topic)) {
      wanted.set(name, [...(wanted.get(name) ?? []), rows.get(topic.topic) ?? 0]);
    }
  }
  const middle = (/** @type {number[]} */ all) => all.reduce((sum, one) => sum + one, 0) / all.length;
  const ordered = [...wanted].sort(([, a], [, b]) => middle(a) - middle(b));
  const step = height / Math.max(1, ordered.length);
  return ordered.map(([name], i) => ({ name, y: step * (i + 0.5) }));
}

/**
 * @param {Topic} topic
 * @param {string[]} names
 * @param {Placed[]} services
 * @param {Map<string, number>} rows
 * @param {boolean} writes
 */
function edges(topic, names, services, rows, writes) {
  const y = rows.get(topic.topic) ?? 0;
  return services
    .filter((one) => names.includes(one.name))
    .map((one) => {
      const [x1, x2] = writes ? [NODE.width, STRIP.x] : [STRIP.x + STRIP.width, WIDTH - NODE.width];
      const [y1, y2] = writes ? [one.y, y] : [y, one.y];
      const bend = (x2 - x1) / 2;
      return svg`<path class="edge ${topic.offsetsPerSecond ? 'is-moving' : ''}"
        d="M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}"/>`;
    });
}

/**
 * @param {Topic} topic
 * @param {number} y
 */
function strip(topic, y) {
  const top = y - STRIP.height / 2;
  const said = topic.offsetsPerSecond ? rate(topic.offsetsPerSecond) : whole(topic.offsets);
  return svg`<a class="topic" href=${href(['log', topic.topic])} aria-label="Topic ${topic.topic}">
    <rect x=${STRIP.x} y=${top} width=${STRIP.width} height=${STRIP.height} rx="5"/>
    ${Array.from({ length: TICKS - 1 }, (_, i) => {
      const x = STRIP.x + ((i + 1) * STRIP.width) / TICKS;
      return svg`<line x1=${x} y1=${top} x2=${x} y2=${top + STRIP.height}/>`;
    })}
    <text x=${STRIP.x + 10} y=${y} dy="0.35em">${topic.topic}</text>
    <text class="rate" x=${STRIP.x + STRIP.width - 10} y=${y} dy="0.35em" text-anchor="end">${said}</text>
  </a>`;
}

/**
 * Where a service is looked at as a reader: at its group, or at all of them where it has several.
 *
 * @param {string} name
 * @param {Set<string>} groups
 */
export function groupOf(name, groups) {
  return groups.has(name) ? href(['consumers', name]) : href(['consumers']);
}

/**
 * @param {Placed} service
 * @param {number} x
 * @param {Standing} standing
 * @param {boolean} reads
 */
function node({ name, y }, x, { waiting, trouble, groups }, reads) {
  const behind = reads ? (waiting.get(name) ?? 0) : 0;
  const wrong = trouble.get(name);
  const said = wrong ? 'down' : behind > 0 ? `${whole(behind)} waiting` : '';
  return svg`<a class="service ${wrong ? 'is-bad' : ''}" href=${groupOf(name, groups)} aria-label="Service ${name}, ${reads ? 'reads' : 'writes'}${said ? ', ' + said : ''}">
    <rect x=${x} y=${y - NODE.height / 2} width=${NODE.width} height=${NODE.height} rx="10"/>
    <text x=${x + NODE.width / 2} y=${said ? y - 7 : y} dy="0.35em" text-anchor="middle">${name}</text>
    ${said ? svg`<text class="rate" x=${x + NODE.width / 2} y=${y + 9} dy="0.35em" text-anchor="middle">${said}</text>` : ''}
  </a>`;
}
