// @ts-check
// A service as it runs: its topology, its stores and views, who brings records out of the log for it, and how it is.

import { html, nothing } from 'lit';
import { get, path, Refusal } from '../api.js';
import { counted, whole } from '../format.js';
import { watch } from '../live.js';
import { Page } from '../page.js';
import { UP } from '../parts/flow-model.js';
import { topologyInWords, topologyPicture } from '../parts/topology-picture.js';
import { href } from '../router.js';

const LOOK_AGAIN_MILLIS = 2_000;
const NOT_THERE = 404;

/**
 * @typedef {import('../parts/topology-picture.js').Subtopology} Subtopology
 * @typedef {{ id: string, subtopology: number, isStandby: boolean, partitions: string[] }} Task
 * @typedef {{ name: string, state: string, tasks: Task[] }} Thread
 * @typedef {{ store: string, topic: string, partition: number, restored: number, offsets: number }} Restore
 * @typedef {{ state: string, subtopologies: Subtopology[], threads: Thread[], restoring: Restore[] }} Topology
 * @typedef {{ positions: { topic: string, partition: number, offset: number }[] }} View
 * @typedef {{ stores?: { store: string }[] }} Keeping
 * @typedef {import('../parts/flow-model.js').Part & Partial<Topology> & Partial<View> & Keeping} Part
 * @typedef {{ service: string, instance: string, health: string, parts: Part[], routes: string[] }} Service
 */

class ServicePage extends Page {
  static properties = { service: { state: true }, topics: { state: true }, isAway: { state: true } };

  constructor() {
    super();
    /** @type {Service | null} */
    this.service = null;
    /** @type {import('./log.js').Topic[]} */
    this.topics = [];
    this.isAway = false;
  }

  connectedCallback() {
    super.connectedCallback();
    void watch(LOOK_AGAIN_MILLIS, () => this.load(), this.signal);
    void this.loadTopics();
  }

  /** Of what the catalogue knows besides: without it the page shows what runs. */
  async loadTopics() {
    try {
      this.topics = (await get(path(['log', 'topics']), { signal: this.signal })).topics;
    } catch {
      this.topics = [];
    }
  }

  async load() {
    try {
      this.service = await get(path(['services', this.params.service]), { signal: this.signal });
      this.isAway = false;
      this.failure = '';
    } catch (e) {
      if (this.signal.aborted) {
        return;
      }
      this.isAway = e instanceof Refusal && e.status === NOT_THERE;
      this.failure = this.isAway ? '' : /** @type {Error} */ (e).message;
    }
  }

  render() {
    return html`
      ${this.head(this.params.service, { back: { to: '#/flow', name: 'Flow' } })} ${this.trouble()}
      ${this.isAway
        ? html`<div class="empty"><h2>It does not run</h2><p>No process that answers runs a service of this name.</p></div>
            ${this.catalogued([])}`
        : this.service
          ? shown(this.service, this.catalogued(this.service.parts))
          : nothing}`;
  }

  /**
   * What the catalogue has it write or read though none of its parts tells so.
   *
   * @param {Part[]} parts
   */
  catalogued(parts) {
    const name = this.params.service;
    const untold = (/** @type {'writers' | 'readers'} */ side, /** @type {string[]} */ told) =>
      this.topics.filter((one) => one[side]?.includes(name) && !told.includes(one.topic)).map((one) => one.topic);
    const written = untold('writers', parts.flatMap((one) => one.writes ?? []));
    const read = untold('readers', parts.flatMap((one) => one.reads ?? []));
    return written.length + read.length === 0
      ? nothing
      : html`<section class="card" aria-labelledby="besides"><h2 id="besides">As the catalogue has it</h2>
          ${written.length > 0 ? html`<p>It writes ${topicLinks(written)}, and none of its parts that run tells so.</p>` : nothing}
          ${read.length > 0 ? html`<p>It reads ${topicLinks(read)}, and none of its parts that run tells so.</p>` : nothing}</section>`;
  }
}

/**
 * @param {Service} service
 * @param {unknown} besides
 */
function shown(service, besides) {
  const topology = service.parts.find((one) => one.kind === 'topology');
  return html`
    ${facts(service)}
    ${service.parts
      .filter((one) => one.health !== UP)
      .map((one) => html`<p class="alert"><strong><bdi>${one.part}</bdi></strong>: <bdi>${one.health}</bdi></p>`)}
    ${topology ? html`${drawn(/** @type {Topology} */ (topology))} ${stores(/** @type {Topology} */ (topology), service.service)} ${tasks(/** @type {Topology} */ (topology))}` : nothing}
    ${views(service.parts.filter((one) => one.kind === 'view'), service.service)} ${groups(service.parts.filter((one) => one.kind === 'group'))}
    ${besides}
    ${parts(service)} ${routes(service.routes)}`;
}

/** @param {Service} service */
function facts({ service, instance, health, parts }) {
  const topology = parts.find((one) => one.kind === 'topology');
  return html`<dl class="facts">
    <div><dt>Health</dt><dd>${state(health)}</dd></div>
    ${topology
      ? html`<div><dt>Kafka Streams</dt><dd><span class="sku">${topology.state}</span></dd></div>
          <div><dt>Consumer group</dt><dd><a href=${href(['consumers', topology.group ?? service])}><bdi>${topology.group}</bdi></a></dd></div>`
      : nothing}
    <div><dt>Instance</dt><dd><bdi>${instance}</bdi></dd></div>
  </dl>`;
}

/** @param {string} health */
function state(health) {
  return html`<span class="badge tone-${health === UP ? 'good' : 'bad'}">${health === UP ? 'up' : 'down'}</span>`;
}

/** @param {Topology} topology */
function drawn({ subtopologies }) {
  return subtopologies.map(
    (one) => html`<section class="card" aria-labelledby="subtopology-${one.id}">
      <h2 id="subtopology-${one.id}">Subtopology ${one.id}${one.isGlobal ? ': a whole topic, in every process' : ''}</h2>
      ${topologyPicture(one)} ${topologyInWords(one)}</section>`,
  );
}

/**
 * @param {Topology} topology
 * @param {string} service
 */
function stores(topology, service) {
  const rows = topology.subtopologies.flatMap((one) => one.stores.map((store) => ({ ...store, of: one })));
  if (rows.length === 0) {
    return nothing;
  }
  return html`<section class="card" aria-labelledby="stores"><h2 id="stores">Stores</h2><table class="rows">
    <caption class="unseen">Stores</caption>
    <thead><tr><th scope="col">Store</th><th scope="col">Subtopology</th><th scope="col">Made again from</th><th scope="col">State</th></tr></thead>
    <tbody>${rows.map(
      (one) => html`<tr><th scope="row" data-label="Store">${storeLink(service, one.name, one.name)}</th>
        <td data-label="Subtopology">${one.of.id}</td>
        <td data-label="Made again from"><a class="sku" href=${href(['log', one.changelog])}>${one.changelog}</a></td>
        <td data-label="State"><span>${kept(topology, one.of, one.name)}</span></td></tr>`,
    )}</tbody></table></section>`;
}

/**
 * @param {Topology} topology
 * @param {Subtopology} of
 * @param {string} store
 */
function kept({ threads, restoring }, of, store) {
  const behind = restoring.filter((one) => one.store === store);
  if (behind.length > 0) {
    return behind.map(
      (one) => html`<span class="badge tone-wait">reading back ${one.partition}: ${whole(one.restored)} of ${whole(one.offsets)}</span> `,
    );
  }
  const here = threads.flatMap((one) => one.tasks).filter((one) => one.subtopology === of.id);
  if (of.isGlobal) {
    return html`<span class="badge tone-good">whole, here</span>`;
  }
  return here.length > 0
    ? html`<span class="badge tone-good">in ${counted(here.length, 'task')} here</span>`
    : html`<span class="badge tone-off">in no task here</span>`;
}

/** @param {Topology} topology */
function tasks({ threads }) {
  const rows = threads.flatMap((thread) => thread.tasks.map((task) => ({ thread, task })));
  return html`<section class="card" aria-labelledby="tasks"><h2 id="tasks">Tasks</h2>
    ${rows.length === 0
      ? html`<p class="quiet">No thread of this process has a task at this moment.</p>`
      : html`<table class="rows"><caption class="unseen">Tasks</caption>
          <thead><tr><th scope="col">Task</th><th scope="col">Thread</th><th scope="col">State</th><th scope="col">Reads</th></tr></thead>
          <tbody>${rows.map(
            ({ thread, task }) => html`<tr><th scope="row" data-label="Task"><span class="sku">${task.id}</span></th>
              <td data-label="Thread"><bdi class="sku">${thread.name}</bdi></td>
              <td data-label="State"><span class="sku">${task.isStandby ? 'STANDBY' : thread.state}</span></td>
              <td data-label="Reads"><bdi class="sku">${task.partitions.join(', ')}</bdi></td></tr>`,
          )}</tbody></table>`}</section>`;
}

/**
 * @param {Part[]} all
 * @param {string} service
 */
function views(all, service) {
  return all.length === 0
    ? nothing
    : html`<section class="card" aria-labelledby="views"><h2 id="views">Views</h2><table class="rows">
        <caption class="unseen">Views</caption>
        <thead><tr><th scope="col">View</th><th scope="col">Of</th><th scope="col">State</th><th scope="col">Reads next</th></tr></thead>
        <tbody>${all.map(
          (one) => html`<tr><th scope="row" data-label="View">${one.stores?.length
            ? storeLink(service, one.stores[0].store, one.part)
            : html`<bdi>${one.part}</bdi>`}</th>
            <td data-label="Of">${topicLinks(one.reads ?? [])}</td>
            <td data-label="State"><span>${state(one.health)} ${behind(one)}</span></td>
            <td data-label="Reads next"><bdi class="sku">${(one.positions ?? [])
              .map((place) => `${place.topic}/${place.partition}/${place.offset}`)
              .join(', ')}</bdi></td></tr>`,
        )}</tbody></table></section>`;
}

/**
 * @param {string} service
 * @param {string} store
 * @param {string} name
 */
function storeLink(service, store, name) {
  return html`<a class="sku" href=${href(['views'], { service, store })}><bdi>${name}</bdi></a>`;
}

/** @param {Part} view */
function behind({ behind }) {
  return behind === null || behind === undefined
    ? nothing
    : html`<span class="quiet">${behind === 0 ? 'as new as the log' : `${counted(behind, 'offset')} behind`}</span>`;
}

/** @param {Part[]} all */
function groups(all) {
  return all.length === 0
    ? nothing
    : html`<section class="card" aria-labelledby="readers"><h2 id="readers">Out of the log, and back</h2><table class="rows">
        <caption class="unseen">Who brings records out of the log</caption>
        <thead><tr><th scope="col">Part</th><th scope="col">Consumer group</th><th scope="col">Reads</th><th scope="col">Writes</th></tr></thead>
        <tbody>${all.map(
          (one) => html`<tr><th scope="row" data-label="Part"><bdi>${one.part}</bdi></th>
            <td data-label="Consumer group"><a href=${href(['consumers', one.group ?? ''])}><bdi class="sku">${one.group}</bdi></a></td>
            <td data-label="Reads">${topicLinks(one.reads ?? [])}</td>
            <td data-label="Writes">${topicLinks(one.writes ?? [])}</td></tr>`,
        )}</tbody></table></section>`;
}

/** @param {string[]} topics */
function topicLinks(topics) {
  return html`<span>${topics.map((one, i) => html`${i > 0 ? ', ' : nothing}<a class="sku" href=${href(['log', one])}>${one}</a>`)}</span>`;
}

/** @param {Service} service */
function parts({ parts }) {
  return html`<section class="card" aria-labelledby="health"><h2 id="health">Health of its parts</h2>
    <ul class="plain health">${parts.map((one) => html`<li><bdi>${one.part}</bdi> ${state(one.health)}</li>`)}</ul></section>`;
}

/** @param {string[]} routes */
function routes(routes) {
  return routes.length === 0
    ? nothing
    : html`<section class="card" aria-labelledby="routes"><h2 id="routes">Answers</h2>
        <ul class="plain routes">${routes.map((one) => html`<li><bdi class="sku">${one}</bdi></li>`)}</ul></section>`;
}

customElements.define('io-service', ServicePage);
