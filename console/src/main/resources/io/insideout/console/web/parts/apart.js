// @ts-check
// Two texts as one, with what went and what came marked.

import { html } from 'lit';

/** @typedef {import('./lines-apart.js').Line} Line */

const MARKS = { same: '  ', gone: '- ', new: '+ ' };

/**
 * @param {Line[]} lines
 * @param {string} label for who listens
 */
export function apart(lines, label) {
  return html`<pre class="apart" tabindex="0" aria-label=${label}>${lines.map(
    (one) =>
      html`<span class=${one.kind}><span aria-hidden="true">${MARKS[one.kind]}</span>${one.kind === 'same'
        ? html`<bdi>${one.text}</bdi>`
        : one.kind === 'new'
          ? html`<ins><bdi>${one.text}</bdi></ins>`
          : html`<del><bdi>${one.text}</bdi></del>`}${'\n'}</span>`,
  )}</pre>`;
}
