// @ts-check
// What stands between the database and the log, where there is a database; and starting some of it again.

import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { get, path, post, Refusal } from '../api.js';
import { watch } from '../live.js';
import { announce, Page } from '../page.js';
import { focusQuestion, question } from '../parts/question.js';

const LOOK_AGAIN_MILLIS = 3_000;
const NOT_THERE = 404;

/**
 * @typedef {{ name: string, type: string, state: string, tasks: string[], failure?: string }} Connector
 * @typedef {{ database?: string, connect?: string, trouble?: string, connectors: Connector[] }} State
 */

class Connectors extends Page {
  static properties = {
    state: { state: true },
    isThere: { state: true },
    asked: { state: true },
    busy: { state: true },
    outcome: { state: true },
  };

  constructor() {
    super();
    /** @type {State | null} */
    this.state = null;
    this.isThere = true;
    /** The connector of which somebody is asked if they are sure. */
    this.asked = '';
    /** The connector that is being started again. */
    this.busy = '';
    /** What came of it. @type {{ isGood: boolean, sentence: string } | null} */
    this.outcome = null;
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

  /** @param {string} name */
  ask(name) {
    this.asked = name;
    this.outcome = null;
    void focusQuestion(this);
  }

  async restart() {
    const name = this.asked;
    this.asked = '';
    this.busy = name;
    try {
      const { works, connector } = await post(path(['connectors', name, 'restart']), {}, { signal: this.signal });
      const now = `it is ${[connector.state, ...connector.tasks].join(', ').toLowerCase()}`;
      this.told(works, works ? `${name} was started again, and works.` : `${name} was started again, and does not work: ${now}.`);
      await this.load();
    } catch (e) {
      if (!this.signal.aborted) {
        this.told(false, /** @type {Error} */ (e).message);
      }
    } finally {
      this.busy = '';
    }
  }

  /**
   * @param {boolean} isGood
   * @param {string} sentence
   */
  told(isGood, sentence) {
    this.outcome = { isGood, sentence };
    announce(sentence);
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
        <thead><tr><th scope="col">Connector</th><th scope="col">Way</th><th scope="col">State</th><th scope="col">Tasks</th>
          <th scope="col"><span class="unseen">What can be done</span></th></tr></thead>
        <tbody>${repeat(state.connectors, (one) => one.name, (one) => this.row(one))}</tbody>
      </table></div>
      ${this.question()}
      ${this.outcome ? html`<p class=${this.outcome.isGood ? 'note' : 'alert'}><bdi>${this.outcome.sentence}</bdi></p>` : nothing}
      <p class="quiet">What has failed is started again by the system itself, less and less often. On the command line:
        <code>./insideout connectors restart NAME</code>.</p>`;
  }

  /** @param {Connector} one */
  row(one) {
    return html`<tr><th scope="row" data-label="Connector"><bdi>${one.name}</bdi></th>
      <td data-label="Way">${one.type === 'source' ? 'into the log' : 'out of the log'}</td>
      <td data-label="State"><div>${tone(one.state)}
        ${one.failure ? html`<p class="quiet"><bdi>${one.failure}</bdi></p>` : nothing}</div></td>
      <td data-label="Tasks"><div>${one.tasks.map(tone)}</div></td>
      <td class="number"><button class="button small" type="button" aria-label="Start ${one.name} again" ?disabled=${this.busy !== ''}
        @click=${() => this.ask(one.name)}>${this.busy === one.name ? 'Starting …' : 'Start again'}</button></td></tr>`;
  }

  question() {
    return this.asked
      ? question(
          html`Start <bdi>${this.asked}</bdi> again?`,
          "Its tasks end and begin anew, and go on where they were. What comes meanwhile waits in the log, or in the database's journal.",
          { yes: 'Start it', no: 'Leave it', onYes: () => this.restart(), onNo: () => (this.asked = '') },
        )
      : nothing;
  }
}

/** @param {string} state */
function tone(state) {
  const known = state === 'RUNNING' ? 'good' : state === 'FAILED' ? 'bad' : 'wait';
  return html`<span class="badge tone-${known}"><bdi>${state.toLowerCase()}</bdi></span> `;
}

customElements.define('io-connectors', Connectors);
