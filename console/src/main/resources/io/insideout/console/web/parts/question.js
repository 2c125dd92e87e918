// @ts-check
// Whether somebody is sure: asked before what cannot be taken back.

import { html } from 'lit';

/**
 * @param {unknown} title the question
 * @param {string} consequence what a yes means
 * @param {{ yes: string, no: string, busy?: boolean, onYes: () => void, onNo: () => void, isWithin?: boolean }} answers
 *     isWithin: it stands below a heading of the second level
 */
export function question(title, consequence, { yes, no, busy = false, onYes, onNo, isWithin = false }) {
  return html`<section class="note" aria-labelledby="sure">
    ${isWithin ? html`<h3 id="sure" tabindex="-1">${title}</h3>` : html`<h2 id="sure" tabindex="-1">${title}</h2>`}
    <p>${consequence}</p>
    <div class="buttons"><button class="button primary" type="button" ?disabled=${busy} @click=${onYes}>${yes}</button>
      <button class="button" type="button" @click=${onNo}>${no}</button></div></section>`;
}

/**
 * Shows it to who does not see the page: the heading has the focus.
 *
 * @param {import('lit').LitElement} page that has been told to show it
 */
export async function focusQuestion(page) {
  await page.updateComplete;
  /** @type {HTMLElement | null} */ (page.querySelector('#sure'))?.focus();
}
