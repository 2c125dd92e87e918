// @ts-check
// A group: its members, where it stands in each partition, and how it is put back.

import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { get, path } from '../api.js';
import { counted, whole } from '../format.js';
import { watch } from '../live.js';
import { Page } from '../page.js';
import { groupState, KINDS } from '../parts/group-state.js';
import { waits } from '../parts/log-strips.js';
import '../parts/rewind-form.js';
import { href } from '../router.js';

const LOOK_AGAIN_MILLIS = 1_000;

/**
 * @typedef {{ clientId: string, host: string, instance: string | null, partitions: string[] }} Member
 * @typedef {{ topic: string, partition: number, position: number, end: number, waiting: number, isExact: boolean, open: number }} Position
 * @typedef {import('./consumers.js').Group & { members: Member[], positions: Position[] }} Whole
 */

class GroupPage extends Page {
  static properties = { group: { state: true } };

  constructor() {
    super();
    /** @type {Whole | null} */
    this.group = null;
  }

  connectedCallback() {
    super.connectedCallback();
    void watch(LOOK_AGAIN_MILLIS, () => this.load(), this.signal);
  }

  async load() {
    try {
      this.group = await get(path(['log', 'groups', this.params.group]), { signal: this.signal });
      this.failure = '';
    } catch (e) {
      if (!this.signal.aborted) {
        this.failure = /** @type {Error} */ (e).message;
      }
    }
  }

  render() {
    const group = this.group;
    return html`
      ${this.head(this.params.group, { back: { to: '#/consumers', name: 'Consumers' } })} ${this.trouble()}
      ${group ? html`${this.facts(group)} ${this.positions(group)} ${this.members(group)}
        <io-rewind .group=${group.group}></io-rewind>` : nothing}`;
  }

  /** @param {Whole} group */
  facts(group) {
    return html`<dl class="facts">
      <div><dt>State</dt><dd>${groupState(group.state)}</dd></div>
      <div><dt>Kind</dt><dd>${KINDS[group.kind] ?? group.kind}</dd></div>
      <div><dt>Waiting</dt><dd>${waits(group)}</dd></div>
      <div><dt>Members</dt><dd>${group.memberCount}</dd></div>
    </dl>`;
  }

  /** @param {Whole} group */
  positions(group) {
    return html`<section class="card" aria-labelledby="positions"><h2 id="positions">Positions</h2>
      ${group.positions.length === 0 ? html`<p class="quiet">It has committed none.</p>` : html`<table class="rows">
        <caption class="unseen">Positions</caption>
        <thead><tr><th scope="col">Partition</th><th scope="col" class="number">Reads next</th><th scope="col" class="number">End</th>
          <th scope="col" class="number">Waiting</th><th scope="col" class="number">In open transactions</th></tr></thead>
        <tbody>${repeat(group.positions, (one) => `${one.topic}/${one.partition}`, position)}</tbody>
      </table>
      <p class="quiet">Offsets between a position and the end may be of transactions' ends alone: then nothing waits.</p>`}</section>`;
  }

  /** @param {Whole} group */
  members(group) {
    return html`<section class="card" aria-labelledby="members"><h2 id="members">${counted(group.members.length, 'member')}</h2>
      ${group.members.length === 0 ? html`<p class="quiet">Nobody reads in it at this moment, or the log does not tell who.</p>` : html`<table class="rows">
        <caption class="unseen">Members</caption>
        <thead><tr><th scope="col">Client</th><th scope="col">Host</th><th scope="col">Reads</th></tr></thead>
        <tbody>${group.members.map(
          (one) => html`<tr><th scope="row" data-label="Client"><bdi class="sku">${one.clientId}</bdi></th>
            <td data-label="Host"><bdi class="sku">${one.host}</bdi></td>
            <td data-label="Reads"><bdi class="sku">${one.partitions.join(', ') || 'nothing'}</bdi></td></tr>`,
        )}</tbody></table>`}</section>`;
  }
}

/** @param {Position} one */
function position(one) {
  return html`<tr>
    <th scope="row" data-label="Partition"><a class="sku" href=${href(['log', one.topic])}>${one.topic}/${one.partition}</a></th>
    <td data-label="Reads next" class="number">${whole(one.position)}</td>
    <td data-label="End" class="number">${whole(one.end)}</td>
    <td data-label="Waiting" class="number ${one.waiting > 0 ? 'sum' : ''}">${one.isExact ? '' : '≤ '}${whole(one.waiting)}</td>
    <td data-label="In open transactions" class="number">${whole(one.open)}</td>
  </tr>`;
}

customElements.define('io-group', GroupPage);
