// @ts-check
// A subtopology as a picture, from what it reads at the top to what it writes at the bottom, its stores beside the way.
// The list that belongs to it says the same in words.

import { html, nothing, svg } from 'lit';
import { href } from '../router.js';

const ROW = 88;
const GAP = 20;
const MARGIN = 4;
const HEIGHT = 42;
const LETTER = 7.3;
const PADDING = 28;

/**
 * @typedef {{ name: string, kind: 'SOURCE' | 'PROCESSOR' | 'SINK', topics: string[], stores: string[], next: string[] }} Step
 * @typedef {{ name: string, changelog: string }} Store
 * @typedef {{ id: number, isGlobal: boolean, nodes: Step[], stores: Store[] }} Subtopology
 *
 * @typedef {object} Box
 * @property {string} id
 * @property {string} kind
 * @property {string} title what stands out: a topic, or what is done
 * @property {string} under the step's name, where it is not that
 * @property {string} [to] where it leads
 * @property {number} layer
 * @property {number} x its middle
 * @property {number} y its top
 * @property {number} width
 */

/** @param {Subtopology} subtopology */
export function topologyPicture(subtopology) {
  const { boxes, lines, width, height } = layout(subtopology);
  return html`<div class="topology" tabindex="0" role="group" aria-label="Subtopology ${subtopology.id}, drawn">
    <svg viewBox="0 0 ${width} ${height}" width=${width} height=${height}>
      ${lines.map((one) => line(boxes, one))} ${[...boxes.values()].map(box)}
    </svg>
  </div>`;
}

/** @param {Subtopology} subtopology */
export function topologyInWords({ nodes }) {
  return html`<details class="in-words"><summary>In words</summary>
    <ol>${nodes.map((one) => html`<li><bdi class="sku">${one.name}</bdi> ${doing(one)}</li>`)}</ol></details>`;
}

/** @param {Step} step */
function doing({ kind, topics, stores, next }) {
  const named = (/** @type {string[]} */ all) => all.map((one, i) => html`${i > 0 ? ', ' : nothing}<bdi class="sku">${one}</bdi>`);
  const onwards = next.length > 0 ? html`, then ${named(next)}` : nothing;
  switch (kind) {
    case 'SOURCE':
      return html`reads ${named(topics)}${onwards}`;
    case 'SINK':
      return html`writes ${named(topics)}`;
    default:
      return html`works${stores.length > 0 ? html` with the store ${named(stores)}` : nothing}${onwards}`;
  }
}

/** @typedef {{ from: string, to: string, isStore: boolean }} Line */

/** @param {Subtopology} subtopology */
function layout({ nodes, stores }) {
  const layers = layersOf(nodes);
  /** @type {Line[]} */
  const lines = [];
  /** @type {Map<string, Box>} */
  const boxes = new Map();
  for (const step of nodes) {
    boxes.set(step.name, sized(stepBox(step), layers.get(step.name) ?? 0));
    step.next.forEach((to) => lines.push({ from: step.name, to, isStore: false }));
  }
  for (const store of stores) {
    const users = nodes.filter((one) => one.stores.includes(store.name));
    const id = `store ${store.name}`;
    const layer = Math.max(...users.map((one) => layers.get(one.name) ?? 0)) + 1;
    boxes.set(id, sized({ id, kind: 'store', title: store.name, under: 'store' }, layer));
    users.forEach((one) => lines.push({ from: one.name, to: id, isStore: true }));
  }
  return { boxes, lines, ...arranged(boxes, lines) };
}

/**
 * Each step below those that feed it; what is read, just above whom it feeds.
 *
 * @param {Step[]} nodes each behind those that feed it
 */
function layersOf(nodes) {
  /** @type {Map<string, number>} */
  const layers = new Map();
  for (const { name, next } of nodes) {
    const own = layers.get(name) ?? 0;
    layers.set(name, own);
    next.forEach((to) => layers.set(to, Math.max(layers.get(to) ?? 0, own + 1)));
  }
  for (const { name, kind, next } of nodes) {
    if (kind === 'SOURCE' && next.length > 0) {
      layers.set(name, Math.min(...next.map((to) => layers.get(to) ?? 1)) - 1);
    }
  }
  return layers;
}

/** @param {Step} step */
function stepBox({ name, kind, topics }) {
  const isStep = kind === 'PROCESSOR';
  return {
    id: name,
    kind: kind.toLowerCase(),
    title: isStep ? name : topics.join(', '),
    under: isStep ? '' : name,
    to: !isStep && topics.length === 1 ? href(['log', topics[0]]) : undefined,
  };
}

/**
 * @param {Pick<Box, 'id' | 'kind' | 'title' | 'under' | 'to'>} what
 * @param {number} layer
 * @returns {Box}
 */
function sized(what, layer) {
  const letters = Math.max(what.title.length, what.under.length * 0.9);
  return { ...what, layer, x: 0, y: layer * ROW + MARGIN, width: Math.round(letters * LETTER + PADDING) };
}

/**
 * Puts the boxes of each layer side by side, each as near as may be to those above that it belongs to.
 *
 * @param {Map<string, Box>} boxes
 * @param {Line[]} lines
 */
function arranged(boxes, lines) {
  const deepest = Math.max(0, ...[...boxes.values()].map((one) => one.layer));
  const rows = Array.from({ length: deepest + 1 }, (_, layer) => [...boxes.values()].filter((one) => one.layer === layer));
  const wide = (/** @type {Box[]} */ row) => row.reduce((sum, one) => sum + one.width + GAP, -GAP);
  const width = Math.max(...rows.map(wide)) + 2 * MARGIN;
  for (const row of rows) {
    const above = new Map(row.map((one) => [one, middleOf(one, boxes, lines, width / 2)]));
    row.sort((a, b) => (above.get(a) ?? 0) - (above.get(b) ?? 0));
    let x = (width - wide(row)) / 2;
    for (const one of row) {
      one.x = x + one.width / 2;
      x += one.width + GAP;
    }
  }
  return { width, height: deepest * ROW + HEIGHT + 2 * MARGIN };
}

/**
 * @param {Box} box
 * @param {Map<string, Box>} boxes
 * @param {Line[]} lines
 * @param {number} otherwise
 */
function middleOf(box, boxes, lines, otherwise) {
  const feeding = lines.filter((one) => one.to === box.id).map((one) => boxes.get(one.from)?.x ?? otherwise);
  const middle = feeding.length === 0 ? otherwise : feeding.reduce((sum, one) => sum + one, 0) / feeding.length;
  // A store stands to the right of the way.
  return box.kind === 'store' ? middle + 1 : middle;
}

/**
 * @param {Map<string, Box>} boxes
 * @param {Line} line
 */
function line(boxes, { from, to, isStore }) {
  const a = boxes.get(from);
  const b = boxes.get(to);
  if (!a || !b) {
    return nothing;
  }
  const [y1, y2] = [a.y + HEIGHT, b.y];
  const bend = Math.max(18, (y2 - y1) / 2);
  return svg`<g class="edge ${isStore ? 'to-store' : ''}">
    <path d="M${a.x} ${y1}C${a.x} ${y1 + bend} ${b.x} ${y2 - bend} ${b.x} ${y2}"/>
    ${isStore ? nothing : svg`<path class="tip" d="M${b.x} ${y2}l-4 -7h8z"/>`}
  </g>`;
}

/** @param {Box} one */
function box({ kind, title, under, to, x, y, width }) {
  const drawn = svg`<rect x=${x - width / 2} y=${y} width=${width} height=${HEIGHT} rx=${kind === 'processor' ? 10 : 5}/>
    ${kind === 'store' ? svg`<line x1=${x - width / 2} x2=${x + width / 2} y1=${y + 6} y2=${y + 6}/>` : nothing}
    <text x=${x} y=${y + (under ? 15 : HEIGHT / 2)} dy="0.35em" text-anchor="middle">${title}</text>
    ${under ? svg`<text class="under" x=${x} y=${y + 30} dy="0.35em" text-anchor="middle">${under}</text>` : nothing}`;
  return to
    ? svg`<a class="box of-${kind}" href=${to} aria-label="Topic ${title}, ${kind === 'sink' ? 'written' : 'read'} by ${under}">${drawn}</a>`
    : svg`<g class="box of-${kind}">${drawn}</g>`;
}
