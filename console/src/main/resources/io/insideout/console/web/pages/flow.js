// @ts-check
// How everything hangs together: the log in the middle, services around it, and what moves at this moment.

import { html, nothing } from 'lit';
import { get, path, Refusal } from '../api.js';
import { rate, whole } from '../format.js';
import { watch } from '../live.js';
import { Page } from '../page.js';
import { flowPicture, groupOf } from '../parts/flow-picture.js';
import { href } from '../router.js';

const LOOK_AGAIN_MILLIS = 2_000;

/** @typedef {import('./log.js').Topic} Topic */

class Flow extends Page {
  static properties = { topics: { state: true }, standing: { state: true } };

  constructor() {
    super();
    /** @type {Topic[] | null} */
    this.topics = null;
    /** @type {import('../parts/flow-picture.js').Standing} */
    this.standing = { waiting: new Map(), trouble: new Map(), groups: new Set() };
  }

  connectedCallback() {
    super.connectedCallback();
    void watch(LOOK_AGAIN_MILLIS, () => this.load(), this.signal);
  }

  async load() {
    try {
      const how = { signal: this.signal };
      const [{ topics }, { groups }, health] = await Promise.all([
        get(path(['log', 'topics']), how),
        get(path(['log', 'groups']), how),
        ready(this.signal),
      ]);
      this.topics = topics.filter((/** @type {Topic} */ one) => one.catalogued);
      this.standing = {
        waiting: waiting(groups, Object.keys(health)),
        trouble: trouble(health),
        groups: new Set(groups.map((/** @type {{ group: string }} */ one) => one.group)),
      };
      this.failure = '';
    } catch (e) {
      if (!this.signal.aborted) {
        this.failure = /** @type {Error} */ (e).message;
      }
    }
  }

  render() {
    return html`
      ${this.head('Flow', { lead: 'The log in the middle; who writes it on the left, who reads it on the right. Nobody calls anybody.' })}
      ${this.trouble()} ${this.broken()}
      ${this.topics
        ? html`<div class="card flow-card">${flowPicture(this.topics, this.standing)}</div> ${this.table(this.topics)}`
        : html`<p class="quiet" role="status">Looking at the log …</p>`}`;
  }

  broken() {
    return [...this.standing.trouble].map(
      ([name, why]) => html`<p class="alert"><strong><bdi>${name}</bdi></strong>: <bdi>${why}</bdi></p>`,
    );
  }

  /** @param {Topic[]} topics */
  table(topics) {
    return html`<div class="card flush"><table class="rows linked">
      <caption class="unseen">Who writes and who reads each topic</caption>
      <thead><tr><th scope="col">Topic</th><th scope="col">Written by</th><th scope="col">Read by</th><th scope="col" class="number">Growing by</th></tr></thead>
      <tbody>${topics.map(
        (one) => html`<tr><th scope="row" data-label="Topic"><a href=${href(['log', one.topic])}><bdi>${one.topic}</bdi></a></th>
          <td data-label="Written by">${one.writers?.join(', ')}</td>
          <td data-label="Read by">${(one.readers ?? []).map((name, i) => html`${i > 0 ? ', ' : nothing}${this.reader(name)}`)}</td>
          <td data-label="Growing by" class="number">${one.offsetsPerSecond === null ? '…' : rate(one.offsetsPerSecond)}</td></tr>`,
      )}</tbody>
    </table></div>`;
  }

  /** @param {string} name */
  reader(name) {
    const behind = this.standing.waiting.get(name) ?? 0;
    return html`<a href=${groupOf(name, this.standing.groups)}>${name}</a>${behind > 0 ? html` <span class="quiet">(${whole(behind)} waiting)</span>` : nothing}`;
  }
}

/**
 * How each service is; a system in trouble says so with another status.
 *
 * @param {AbortSignal} signal
 * @returns {Promise<Record<string, string>>}
 */
async function ready(signal) {
  try {
    return (await get('/health/ready', { signal })).services;
  } catch (e) {
    const told = e instanceof Refusal ? /** @type {any} */ (e.problem).services : undefined;
    if (told) {
      return told;
    }
    throw e;
  }
}

/** @param {Record<string, string>} services */
function trouble(services) {
  return new Map(Object.entries(services).filter(([, state]) => state !== 'UP'));
}

/**
 * What waits for each service, in all of its groups: a group of a service begins with its name.
 *
 * @param {{ group: string, waiting: number }[]} groups
 * @param {string[]} services
 */
function waiting(groups, services) {
  return new Map(
    services.map((name) => [
      name,
      groups
        .filter(({ group }) => group === name || group.startsWith(name + '-'))
        .reduce((sum, one) => sum + one.waiting, 0),
    ]),
  );
}

customElements.define('io-flow', Flow);
