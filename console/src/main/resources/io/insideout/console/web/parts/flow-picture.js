// @ts-check
// The picture of the talk: the log in the middle, a strip for each topic, who writes it on the left, and on the right who
// reads it and which views keep it. The tables below it say the same in words.

import { html, svg } from 'lit';
import { rate, whole } from '../format.js';
import { href } from '../router.js';

const WIDTH = 1000;
const ROW = 46;
const SPACE = 40;
const STRIP = { x: 355, width: 250, height: 30 };
const NODE = { width: 170, height: 34 };
const TICKS = 12;
const EDGE_WIDTH = 1.5;

/**
 * @typedef {import('../pages/log.js').Topic} Topic
 * @typedef {import('./flow-model.js').Flow} Flow
 * @typedef {import('./flow-model.js').Edge} Edge
 * @typedef {import('./flow-model.js').Node} Node
 * @typedef {Node & { y: number }} Placed
 */

/**
 * @param {Topic[]} topics of the catalogue
 * @param {Flow} flow
 */
export function flowPicture(topics, flow) {
  const sides = [flow.writes, flow.reads].map((edges) => new Set(edges.map((one) => one.node)).size);
  const height = Math.max(topics.length * ROW + 16, Math.max(...sides) * SPACE);
  const step = height / Math.max(1, topics.length);
  const rows = new Map(topics.map((topic, row) => [topic.topic, step * (row + 0.5)]));
  const writers = placed(flow, flow.writes, rows, height);
  const readers = placed(flow, flow.reads, rows, height);
  const rates = new Map(topics.map((one) => [one.topic, one.offsetsPerSecond ?? 0]));
  return html`<figure class="flow" role="group" aria-label="Who writes, reads and keeps the log">
    <svg viewBox="0 0 ${WIDTH} ${height}">
      ${flow.writes.map((one) => edge(one, writers, rows, rates, true))}
      ${flow.reads.map((one) => edge(one, readers, rows, rates, false))}
      ${topics.map((topic) => strip(topic, rows.get(topic.topic) ?? 0))}
      ${[...writers.values()].map((one) => node(one, 0, false))}
      ${[...readers.values()].map((one) => node(one, WIDTH - NODE.width, true))}
    </svg>
    ${legend()}
  </figure>`;
}

function legend() {
  /** @param {string} kind */
  const line = (kind) => html`<svg viewBox="0 0 34 10" aria-hidden="true"><path class="edge ${kind}" d="M1 5H33"/></svg>`;
  return html`<figcaption><ul class="legend">
    <li>${line('of-topology')} A running topology, or who brings records out of the log, says that it reads or writes this.</li>
    <li>${line('of-view')} A view keeps it.</li>
    <li>${line('is-moving')} It grows, the faster the wider.</li>
    <li>${line('is-late')} So many records wait on it as its number says.</li>
    <li>${line('of-catalogue')} The catalogue says so: what callers ask for and what is set aside goes out by a producer that
      tells nobody; nor do Connect and Flink, or who does not run.</li>
  </ul></figcaption>`;
}

/**
 * Services and views on one side, each as near as may be to the middle of its topics.
 *
 * @param {Flow} flow
 * @param {Edge[]} edges
 * @param {Map<string, number>} rows
 * @param {number} height
 * @returns {Map<string, Placed>}
 */
function placed(flow, edges, rows, height) {
  /** @type {Map<string, number[]>} */
  const wanted = new Map();
  for (const one of edges) {
    wanted.set(one.node, [...(wanted.get(one.node) ?? []), rows.get(one.topic) ?? 0]);
  }
  const middle = (/** @type {number[]} */ all) => all.reduce((sum, one) => sum + one, 0) / all.length;
  const ordered = [...wanted].sort(([, a], [, b]) => middle(a) - middle(b));
  const step = height / Math.max(1, ordered.length);
  return new Map(
    ordered.map(([id], i) => [id, { .../** @type {Node} */ (flow.nodes.get(id)), y: step * (i + 0.5) }]),
  );
}

/**
 * @param {Edge} edge
 * @param {Map<string, Placed>} nodes
 * @param {Map<string, number>} rows
 * @param {Map<string, number>} rates how fast topics grow
 * @param {boolean} writes
 */
function edge({ topic, node: id, source, late }, nodes, rows, rates, writes) {
  const node = nodes.get(id);
  const at = node?.y ?? 0;
  const y = rows.get(topic) ?? 0;
  const [x1, x2] = writes ? [NODE.width, STRIP.x] : [STRIP.x + STRIP.width, WIDTH - NODE.width];
  const [y1, y2] = writes ? [at, y] : [y, at];
  const bend = (x2 - x1) / 2;
  const grows = node?.isAway ? 0 : (rates.get(topic) ?? 0);
  const said = [grows > 0 ? rate(grows) : '', late > 0 ? `${whole(late)} ${node?.isView ? 'behind' : 'waiting'}` : ''];
  const name = `${node?.title} ${writes ? 'writes' : node?.isView ? 'keeps' : 'reads'} ${topic}`;
  return svg`<g>
    <title>${[name, ...said.filter(Boolean)].join(', ')}</title>
    <path class="edge of-${source} ${grows > 0 ? 'is-moving' : ''} ${late > 0 ? 'is-late' : ''}"
      stroke-width=${EDGE_WIDTH + Math.min(EDGE_WIDTH, Math.log10(1 + grows) / 2)}
      d="M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}"/>
    ${late > 0 ? svg`<text class="late" x=${x2 - 8} y=${y2 - 4} text-anchor="end">${whole(late)}</text>` : ''}
  </g>`;
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
 * @param {Placed} one
 * @param {number} x
 * @param {boolean} reads
 */
function node(one, x, reads) {
  const { service, title, isView, isAway, trouble, y } = one;
  const state = stateOf(one, reads);
  const said = [isView ? service : '', state].filter(Boolean).join(' · ');
  const name = isView ? `View ${title} of ${service}` : `Service ${title}`;
  const looks = `${isView ? 'is-view' : ''} ${isAway ? 'is-away' : trouble ? 'is-bad' : ''}`;
  return svg`<a class="service ${looks}" href=${href(['flow', service])}
    aria-label="${name}, ${isView ? 'keeps' : reads ? 'reads' : 'writes'}${state ? ', ' + state : ''}">
    <rect x=${x + 0.5} y=${y - NODE.height / 2} width=${NODE.width - 1} height=${NODE.height} rx=${isView ? 4 : 10}/>
    <text x=${x + NODE.width / 2} y=${said ? y - 7 : y} dy="0.35em" text-anchor="middle">${title}</text>
    ${said ? svg`<text class="rate" x=${x + NODE.width / 2} y=${y + 9} dy="0.35em" text-anchor="middle">${said}</text>` : ''}
  </a>`;
}

/**
 * How a service or a view is, in two words; empty where all is well.
 *
 * @param {Node} node
 * @param {boolean} reads
 */
export function stateOf({ isView, isAway, trouble, late }, reads) {
  if (isAway) {
    return 'not running';
  }
  if (trouble) {
    return 'down';
  }
  return reads && late > 0 ? `${whole(late)} ${isView ? 'behind' : 'waiting'}` : '';
}
