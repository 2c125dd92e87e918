// @ts-check
// How the state of a group is shown.

import { html } from 'lit';

/** @type {Record<string, string>} */
export const KINDS = { streams: 'Kafka Streams', connect: 'Kafka Connect', consumer: 'Consumers' };

/** @type {Record<string, string>} */
const TONES = { Stable: 'good', Empty: 'off', Dead: 'bad' };

/** @param {string} state in Kafka's words */
export function groupState(state) {
  return html`<span class="badge tone-${TONES[state] ?? 'wait'}">${state}</span>`;
}
