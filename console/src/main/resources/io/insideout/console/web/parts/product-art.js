// @ts-check
// Nobody has pictures of the products: each has a pattern of its own, made from its SKU and always the same.

import { svg, html } from 'lit';

const HUES = 6;

/** @param {string} text */
function hash(text) {
  let h = 2166136261;
  for (const char of text) {
    h = Math.imul(h ^ (char.codePointAt(0) ?? 0), 16777619);
  }
  return h >>> 0;
}

/** @param {string} sku */
export function productArt(sku) {
  const h = hash(sku);
  const turn = (h >>> 8) % 4;
  return html`<svg class="art art-${h % HUES}" viewBox="0 0 120 72" preserveAspectRatio="xMidYMid slice" aria-hidden="true" focusable="false">
    <rect class="art-ground" width="120" height="72"/>
    <g transform="rotate(${turn * 90} 60 36)">${FORMS[(h >>> 12) % FORMS.length]((h >>> 16) % 24)}</g>
  </svg>`;
}

/** @type {((by: number) => unknown)[]} */
const FORMS = [
  (by) => svg`<circle class="art-a" cx="${48 + by}" cy="36" r="30"/><circle class="art-b" cx="${72 + by / 2}" cy="36" r="18"/>`,
  (by) => svg`<path class="art-a" d="M0 72V${30 + by / 2}L120 0v72Z"/><path class="art-b" d="M${40 + by} 72 120 ${24 + by / 2}V72Z"/>`,
  (by) => svg`<rect class="art-a" x="${20 + by}" y="-20" width="34" height="112" rx="17"/><rect class="art-b" x="${66 + by / 2}" y="10" width="34" height="112" rx="17"/>`,
  (by) => svg`<path class="art-a" d="M60 ${72 - by}a36 36 0 0 1 0-72Z"/><path class="art-b" d="M${64 + by / 3} 8a28 28 0 0 1 0 56Z"/>`,
];
