// @ts-check
// What stands between the database and the log, where there is a database.

import { html, nothing } from 'lit';
import { get, path, Refusal } from '../api.js';
import { watch } from '../live.js';
import { Page } from '../page.js';

const LOOK_AGAIN_MILLIS = 3_000;
const NOT_THERE = 404;

/**
 * @typedef {{ name: string, type: string, state: string, tasks: string[], failure?: string }} Connector
 * @typedef {{ database?: string, connect?: string, trouble?: string, connectors: Connector[] }} State
 */

class Connectors extends Page {
  static properties = { state: { state: true }, isThere: { state: true } };

  constructor() {
    super();
    /** @type {State | null} */
    this.state = null;
    this.isThere = true;
  }

  connectedCallback() {
    super.connectedCallback();
    void watch(LOOK_AGAIN_MILLIS, () => this.load(), this.signal);
  }

  async load() {
    if (!this.isThere) {
      return;
    }
    try {
      this.state = await get(path(['connectors']), { signal: this.signal });
      this.failure = '';
    } catch (e) {
      if (this.signal.aborted) {
        return;
      }
      this.isThere = !(e instanceof Refusal && e.status === NOT_THERE);
      this.failure = this.isThere ? /** @type {Error} */ (e).message : '';
    }
  }

  render() {
    return html`
      ${this.head('Connectors', { lead: 'Legacy tables come in by change data capture; views go out as tables.' })}
      ${this.trouble()}
      ${this.isThere
        ? this.state
          ? this.known(this.state)
          : nothing
        : html`<div class="empty"><h2>There is no database here</h2>
            <p>The system runs without one. To have one beside the log, start it so:</p>
            <pre>./insideout up --database</pre></div>`}`;
  }

  /** @param {State} state */
  known(state) {
    return html`
      ${state.trouble ? html`<p class="alert"><bdi>${state.trouble}</bdi></p>` : nothing}
      <dl class="facts">
        <div><dt>Database</dt><dd><bdi>${state.database ?? 'does not run'}</bdi></dd></div>
        <div><dt>Kafka Connect</dt><dd><bdi>${state.connect ?? 'does not run'}</bdi></dd></div>
      </dl>
      <div class="card flush"><table class="rows">
        <caption class="unseen">Connectors</caption>
        <thead><tr><th scope="col">Connector</th><th scope="col">Way</th><th scope="col">State</th><th scope="col">Tasks</th></tr></thead>
        <tbody>${state.connectors.map(
          (one) => html`<tr><th scope="row" data-label="Connector"><bdi>${one.name}</bdi></th>
            <td data-label="Way">${one.type === 'source' ? 'into the log' : 'out of the log'}</td>
            <td data-label="State">${tone(one.state)}
              ${one.failure ? html`<p class="quiet"><bdi>${one.failure}</bdi></p>` : nothing}</td>
            <td data-label="Tasks">${one.tasks.map(tone)}</td></tr>`,
        )}</tbody>
      </table></div>
      <p class="quiet">What has failed is started again with <code>./insideout connectors restart NAME</code>.</p>`;
  }
}

/** @param {string} state */
function tone(state) {
  const known = state === 'RUNNING' ? 'good' : state === 'FAILED' ? 'bad' : 'wait';
  return html`<span class="badge tone-${known}"><bdi>${state.toLowerCase()}</bdi></span> `;
}

customElements.define('io-connectors', Connectors);
