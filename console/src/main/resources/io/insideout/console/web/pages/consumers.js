// @ts-check
// Who reads the log in a group, and how many records wait for each.

import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { get, path } from '../api.js';
import { counted } from '../format.js';
import { watch } from '../live.js';
import { Page } from '../page.js';
import { groupState, KINDS } from '../parts/group-state.js';
import { waits } from '../parts/log-strips.js';
import { href } from '../router.js';

const LOOK_AGAIN_MILLIS = 1_500;

/**
 * @typedef {object} Group
 * @property {string} group
 * @property {string} kind
 * @property {string} state
 * @property {number} memberCount
 * @property {string[]} topics
 * @property {number} waiting
 * @property {Record<string, number>} waitingByTopic
 * @property {boolean} isExact
 */

class Consumers extends Page {
  static properties = { groups: { state: true } };

  constructor() {
    super();
    /** @type {Group[] | null} */
    this.groups = null;
  }

  connectedCallback() {
    super.connectedCallback();
    void watch(LOOK_AGAIN_MILLIS, () => this.load(), this.signal);
  }

  async load() {
    try {
      this.groups = (await get(path(['log', 'groups']), { signal: this.signal })).groups;
      this.failure = '';
    } catch (e) {
      if (!this.signal.aborted) {
        this.failure = /** @type {Error} */ (e).message;
      }
    }
  }

  render() {
    return html`
      ${this.head('Consumers', { lead: 'Who reads the log, each at a pace of its own. What waits are committed records; the ends of transactions are none.' })}
      ${this.trouble()}
      ${this.groups === null ? html`<p class="quiet" role="status">Looking at the log …</p>` : this.table(this.groups)}`;
  }

  /** @param {Group[]} groups */
  table(groups) {
    return groups.length === 0
      ? html`<div class="empty"><h2>Nobody reads in a group</h2></div>`
      : html`<div class="card flush"><table class="rows linked">
          <caption class="unseen">Groups</caption>
          <thead><tr><th scope="col">Group</th><th scope="col">State</th><th scope="col">Waiting</th>
            <th scope="col" class="number">Members</th><th scope="col">Kind</th><th scope="col" class="number">Topics</th></tr></thead>
          <tbody>${repeat(groups, (one) => one.group, row)}</tbody>
        </table></div>`;
  }
}

/** @param {Group} one */
function row(one) {
  return html`<tr>
    <th scope="row" data-label="Group"><a href=${href(['consumers', one.group])}><bdi>${one.group}</bdi></a></th>
    <td data-label="State" class="aside">${groupState(one.state)}</td>
    <td data-label="Waiting" class=${one.waiting > 0 ? 'sum' : 'quiet'}>${one.topics.length > 0 ? waits(one) : nothing}</td>
    <td data-label="Members" class="number aside">${counted(one.memberCount, 'member')}</td>
    <td data-label="Kind" class="wide-only">${KINDS[one.kind] ?? one.kind}</td>
    <td data-label="Topics" class="number wide-only">${one.topics.length}</td>
  </tr>`;
}

customElements.define('io-consumers', Consumers);
