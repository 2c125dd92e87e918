// @ts-check
// Which store is looked into, and which key of it: all that any service keeps, as it runs.

import { html, nothing } from 'lit';
import { whole } from '../format.js';
import { href } from '../router.js';

/**
 * @typedef {{ store: string, kind: string, topics: string[] }} StoreName
 * @typedef {StoreName & { service: string }} Choice
 * @typedef {StoreName & { instance: string, partitions: number[], rows: number | null, isExact: boolean, trouble: string | null }} Store
 */

/** @type {Record<string, string>} */
export const KINDS = {
  view: 'A view: the newest record of each key',
  records: 'Whole records, by what they are about',
  table: 'A topic that each instance holds whole',
  state: 'What the topology remembers',
};

/**
 * All stores of all services; one that several instances have is there once.
 *
 * @param {{ service: string, parts: { stores?: StoreName[] }[] }[]} services
 * @returns {Choice[]}
 */
export function choices(services) {
  /** @type {Map<string, Choice>} */
  const all = new Map();
  for (const { service, parts } of services) {
    for (const store of parts.flatMap((part) => part.stores ?? [])) {
      all.set(`${service}/${store.store}`, { ...store, service });
    }
  }
  return [...all.values()];
}

/**
 * The store that an address names: by its service and name, or by the topic that it is a view of.
 *
 * @param {Choice[]} all
 * @param {URLSearchParams} query
 */
export function chosen(all, query) {
  const [service, store, topic] = ['service', 'store', 'view'].map((name) => query.get(name));
  const views = all.filter((one) => one.kind === 'view' && one.topics.includes(topic ?? 'orders'));
  return (
    all.find((one) => one.service === service && one.store === store) ??
    (store ? undefined : (views.find((one) => one.service === topic) ?? views[0] ?? all[0]))
  );
}

/**
 * @param {Choice[]} all
 * @param {Choice | undefined} choice
 */
export function storeOptions(all, choice) {
  const services = [...new Set(all.map((one) => one.service))].sort();
  return services.map(
    (service) => html`<optgroup label=${service}>${all
      .filter((one) => one.service === service)
      .map((one) => html`<option value="${service}/${one.store}" ?selected=${one === choice}>${one.store}</option>`)}</optgroup>`,
  );
}

/**
 * What is known of a store: what it is made of, where it is, how many rows there are.
 *
 * @param {Choice} choice
 * @param {Store[]} stores of all instances
 * @param {string} instance that is looked at alone, or '' for all
 * @param {(instance: string) => string} link
 */
export function storeFacts(choice, stores, instance, link) {
  return html`<dl class="facts">
    <div><dt>It is</dt><dd>${KINDS[choice.kind] ?? choice.kind}</dd></div>
    <div><dt>Kept by</dt><dd><a href=${href(['flow', choice.service])}><bdi>${choice.service}</bdi></a></dd></div>
    <div><dt>Made of</dt><dd>${choice.topics.map(
      (topic, i) => html`${i > 0 ? ', ' : nothing}<a class="sku" href=${href(['log', topic])}><bdi>${topic}</bdi></a>`,
    )}</dd></div>
    ${stores.map(
      (one) => html`<div><dt>At instance <bdi>${stores.length > 1
          ? html`<a href=${link(one.instance)} aria-current=${one.instance === instance ? 'true' : nothing}>${one.instance}</a>`
          : one.instance}</bdi></dt>
        <dd>${one.rows === null ? html`<span class="badge tone-wait">away</span>` : rows(one)}${one.kind === 'state'
          ? html` <span class="quiet">in ${one.partitions.length === 1 ? 'partition' : 'partitions'} ${one.partitions.join(', ') || 'none'}</span>`
          : nothing}</dd></div>`,
    )}
  </dl>`;
}

/** @param {Store} store */
function rows({ rows, isExact }) {
  return `${isExact ? '' : 'about '}${whole(rows ?? 0)} ${rows === 1 ? 'row' : 'rows'}`;
}
