// @ts-check
// How everything hangs together, as what runs tells it: the log in the middle, services and views around it, and what
// moves at this moment.

import { html, nothing } from 'lit';
import { get, path } from '../api.js';
import { rate } from '../format.js';
import { watch } from '../live.js';
import { Page } from '../page.js';
import { flowOf } from '../parts/flow-model.js';
import { flowPicture, stateOf } from '../parts/flow-picture.js';
import { href } from '../router.js';

const LOOK_AGAIN_MILLIS = 2_000;

/**
 * @typedef {import('./log.js').Topic} Topic
 * @typedef {import('../parts/flow-model.js').Flow} Flow
 * @typedef {import('../parts/flow-model.js').Edge} Edge
 * @typedef {import('../parts/flow-model.js').Node} Node
 */

class FlowPage extends Page {
  static properties = { topics: { state: true }, flow: { state: true } };

  constructor() {
    super();
    /** @type {Topic[]} */
    this.topics = [];
    /** @type {Flow | null} */
    this.flow = null;
  }

  connectedCallback() {
    super.connectedCallback();
    void watch(LOOK_AGAIN_MILLIS, () => this.load(), this.signal);
  }

  async load() {
    try {
      const how = { signal: this.signal };
      const [{ topics }, { groups }, { services }] = await Promise.all([
        get(path(['log', 'topics']), how),
        get(path(['log', 'groups']), how),
        get(path(['services']), how),
      ]);
      const waiting = new Map(
        groups.map((/** @type {import('./consumers.js').Group} */ one) => [one.group, one.waitingByTopic]),
      );
      this.topics = topics.filter((/** @type {Topic} */ one) => one.catalogued);
      this.flow = flowOf(this.topics, services, waiting);
      this.failure = '';
    } catch (e) {
      if (!this.signal.aborted) {
        this.failure = /** @type {Error} */ (e).message;
      }
    }
  }

  render() {
    const flow = this.flow;
    return html`
      ${this.head('Flow', { lead: 'The log in the middle; who writes it on the left, who reads and keeps it on the right, as what runs tells it. Nobody calls anybody.' })}
      ${this.trouble()}
      ${flow
        ? html`${broken(flow)}
            <div class="card flow-card">${flowPicture(this.topics, flow)}</div>
            ${services(flow)} ${this.table(flow)}`
        : html`<p class="quiet" role="status">Looking at the log …</p>`}`;
  }

  /** @param {Flow} flow */
  table(flow) {
    return html`<div class="card flush"><table class="rows">
      <caption class="unseen">Who writes, reads and keeps each topic</caption>
      <thead><tr><th scope="col">Topic</th><th scope="col">Written by</th><th scope="col">Read by</th><th scope="col">Kept by</th>
        <th scope="col" class="number">Growing by</th></tr></thead>
      <tbody>${this.topics.map(
        (one) => html`<tr><th scope="row" data-label="Topic"><a href=${href(['log', one.topic])}><bdi>${one.topic}</bdi></a></th>
          <td data-label="Written by">${names(flow, flow.writes, one.topic, false)}</td>
          <td data-label="Read by">${names(flow, flow.reads, one.topic, false)}</td>
          <td data-label="Kept by">${names(flow, flow.reads, one.topic, true)}</td>
          <td data-label="Growing by" class="number">${one.offsetsPerSecond === null ? '…' : rate(one.offsetsPerSecond)}</td></tr>`,
      )}</tbody>
    </table></div>`;
  }
}

/** @param {Flow} flow */
function broken(flow) {
  return [...flow.nodes.values()]
    .filter((one) => one.trouble && !one.isView)
    .map(({ title, trouble }) => html`<p class="alert"><strong><bdi>${title}</bdi></strong>: <bdi>${trouble}</bdi></p>`);
}

/** @param {Flow} flow */
function services(flow) {
  const all = [...flow.nodes.values()].filter((one) => !one.isView).sort((a, b) => a.title.localeCompare(b.title));
  return html`<section class="card" aria-labelledby="services"><h2 id="services">Services</h2>
    <ul class="plain wrapped">${all.map(
      (one) => html`<li><a href=${href(['flow', one.service])}><bdi>${one.title}</bdi></a> ${badge(one)}</li>`,
    )}</ul></section>`;
}

/** @param {Node} node */
function badge(node) {
  const tone = node.isAway ? 'off' : node.trouble ? 'bad' : 'good';
  return html`<span class="badge tone-${tone}">${stateOf(node, true) || 'up'}</span>`;
}

/**
 * Who writes or reads a topic: who says so first, then who the catalogue says does.
 *
 * @param {Flow} flow
 * @param {Edge[]} edges
 * @param {string} topic
 * @param {boolean} views whether views are meant, and not services
 */
function names(flow, edges, topic, views) {
  const known = edges.filter((one) => one.topic === topic && (one.source === 'view') === views);
  const told = known.filter((one) => one.source !== 'catalogue');
  const catalogued = known.filter((one) => one.source === 'catalogue');
  return html`<span>${linked(flow, told)}${catalogued.length > 0
    ? html`<span class="quiet">${told.length > 0 ? '; ' : nothing}as the catalogue has it: ${linked(flow, catalogued)}</span>`
    : nothing}</span>`;
}

/**
 * @param {Flow} flow
 * @param {Edge[]} edges
 */
function linked(flow, edges) {
  return edges.map((one, i) => {
    const node = /** @type {Node} */ (flow.nodes.get(one.node));
    const state = stateOf({ ...node, late: one.late }, true);
    return html`${i > 0 ? ', ' : nothing}<a href=${href(['flow', node.service])}>${node.service}</a>${state
      ? html` <span class="quiet">(${state})</span>`
      : nothing}`;
  });
}

customElements.define('io-flow', FlowPage);
