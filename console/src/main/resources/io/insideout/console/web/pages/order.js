// @ts-check
// An operator's page of an order: its facts, the path through its states, its versions, and where they stand in the log.

import { html, nothing } from 'lit';
import { badge, counted, exactly, moment, money } from '../format.js';
import { OrderPage } from '../parts/order-page.js';
import { takenPath } from '../parts/order-path.js';
import { stateMachine } from '../parts/state-machine.js';
import { href, isBuilt } from '../router.js';

/** @typedef {import('../parts/order-page.js').Order} Order */

class OrderOfOperators extends OrderPage {
  render() {
    const order = this.order;
    const story = href(['story', this.params.id]);
    return html`
      ${this.head(`Order ${this.params.id.slice(0, 8)}`, {
        lead: html`<bdi class="sku">${this.params.id}</bdi>`,
        aside: order
          ? html`${isBuilt(story) ? html`<a class="button" href=${story}>Story</a>` : nothing} ${this.actions()}`
          : nothing,
        back: { to: '#/orders', name: 'Orders' },
      })}
      ${order ? this.known(order) : this.unknown()}`;
  }

  /** @param {Order} order */
  known(order) {
    return html`${this.notes()} ${this.facts(order)}
      <section class="card" aria-labelledby="path">
        <h2 id="path">Path</h2>
        ${stateMachine(takenPath(order, this.versions.map((one) => one.state)))}
      </section>
      ${this.returnForm()}
      <section class="card" aria-labelledby="lines">
        <h2 id="lines">${counted(order.lines.length, 'line')}</h2>${this.lines()}
      </section>
      ${this.moves(order)} ${this.history(order)}`;
  }

  /** @param {Order} order */
  facts(order) {
    return html`<dl class="facts">
      <div><dt>State</dt><dd>${badge(order.state)}</dd></div>
      <div><dt>Total</dt><dd>${money(order.totalMinor, order.currency)}</dd></div>
      <div><dt>Customer</dt><dd>${order.customerId
        ? html`<a href=${href(['orders'], { customer: order.customerId })}><bdi>${order.customerId}</bdi></a>`
        : 'Guest'}</dd></div>
      <div><dt>Card</dt><dd><bdi>${order.card}</bdi></dd></div>
      <div><dt>Placed</dt><dd>${moment(order.placedAt)}</dd></div>
      <div><dt>Version</dt><dd>${order.version}</dd></div>
    </dl>`;
  }

  /** @param {Order} order */
  moves(order) {
    const parcels = order.parcels ?? [];
    const returns = order.returns ?? [];
    return parcels.length + returns.length === 0
      ? nothing
      : html`<section class="card" aria-labelledby="moves"><h2 id="moves">Parcels and returns</h2>
          <ul class="plain">
            ${parcels.map(
              (one) => html`<li><span>Parcel <bdi class="sku">${one.shipmentId}</bdi></span>
                <span class="badge tone-${one.delivered ? 'good' : 'go'}">${one.delivered ? 'Delivered' : 'On its way'}</span></li>`,
            )}
            ${returns.map(
              (one) => html`<li><span>Return of ${counted(one.lines.reduce((sum, line) => sum + line.quantity, 0), 'unit')}
                  ${one.reason ? html`<q><bdi>${one.reason}</bdi></q>` : nothing}</span>
                <span class="badge tone-${RETURN_TONES[one.state] ?? 'wait'}">${RETURN_NAMES[one.state] ?? one.state}</span></li>`,
            )}
          </ul></section>`;
  }

  /** @param {Order} order */
  history(order) {
    const missing = order.version - this.versions.length;
    return html`<section class="card" aria-labelledby="versions">
      <h2 id="versions">Versions</h2>
      <table class="rows">
        <caption class="unseen">Versions of the order since this page was opened</caption>
        <thead><tr><th scope="col">Version</th><th scope="col">State</th>
          <th scope="col">In the log at</th></tr></thead>
        <tbody>${[...this.versions].reverse().map(
          (one) => html`<tr><th scope="row" data-label="Version">${one.version}</th>
            <td data-label="State">${badge(one.state)}</td>
            <td data-label="In the log at"><a class="sku" href=${href(['log', ...one.log.split('/')])}>${one.log}</a></td></tr>`,
        )}</tbody>
      </table>
      <p class="quiet">${missing > 0
        ? `${counted(missing, 'version')} before this page was opened; new ones appear as they come.`
        : 'New versions appear as they come.'} Placed ${exactly(order.placedAt)}.</p>
    </section>`;
  }
}

/** @type {Record<string, string>} */
const RETURN_NAMES = { REGISTERED: 'Registered', ACCEPTED: 'Accepted', REFUSED: 'Refused' };

/** @type {Record<string, string>} */
const RETURN_TONES = { REGISTERED: 'wait', ACCEPTED: 'good', REFUSED: 'bad' };

customElements.define('io-order', OrderOfOperators);
