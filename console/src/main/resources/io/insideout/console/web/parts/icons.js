// @ts-check
import { svg, html, nothing } from 'lit';

/** @type {Record<string, unknown>} */
const SHAPES = {
  bag: svg`<path d="M5 7h10l1 10H4L5 7Z"/><path d="M7.5 9V6a2.5 2.5 0 0 1 5 0v3"/>`,
  list: svg`<path d="M4 5.5h12M4 10h12M4 14.5h8"/>`,
  story: svg`<circle cx="5.5" cy="5" r="1.8"/><circle cx="14.5" cy="10" r="1.8"/><circle cx="5.5" cy="15" r="1.8"/><path d="M7.2 5.9 12.8 9M7.2 14.1l5.6-3"/>`,
  log: svg`<path d="M3 6.5h14v7H3zM6.5 6.5v7M10 6.5v7M13.5 6.5v7"/>`,
  people: svg`<circle cx="7.5" cy="7" r="2.6"/><path d="M3 15.5c.4-2.6 2.2-4 4.5-4s4.1 1.4 4.5 4M13 5a2.4 2.4 0 0 1 0 4.600M14.5 11.800c1.5.5 2.3 1.8 2.5 3.7"/>`,
  flow: svg`<rect x="3" y="4" width="5" height="4" rx="1"/><rect x="12" y="12" width="5" height="4" rx="1"/><path d="M8 6h4.500a2 2 0 0 1 2 2v4"/>`,
  table: svg`<rect x="3.5" y="4" width="13" height="12" rx="1.5"/><path d="M3.5 8h13M8 8v8"/>`,
  terminal: svg`<path d="m4 6 4 4-4 4M10 14.500h6"/>`,
  schema: svg`<path d="M7.5 4H6a1.5 1.5 0 0 0-1.5 1.500v3L3 10l1.5 1.500v3A1.5 1.5 0 0 0 6 16h1.500M12.5 4H14a1.5 1.5 0 0 1 1.5 1.500v3L17 10l-1.5 1.500v3A1.5 1.5 0 0 1 14 16h-1.5"/>`,
  letter: svg`<rect x="3" y="5" width="14" height="10" rx="1.500"/><path d="m3.500 6 6.500 5 6.500-5"/>`,
  eye: svg`<path d="M2.500 10S5.500 5 10 5s7.500 5 7.500 5-3 5-7.500 5-7.500-5-7.500-5Z"/><circle cx="10" cy="10" r="2.200"/>`,
  scales: svg`<path d="M10 4v12M6.500 16h7M4 6.500h12M4 6.500 2.500 11a2 2 0 0 0 3 0L4 6.500ZM16 6.500 14.500 11a2 2 0 0 0 3 0L16 6.500Z"/>`,
  sun: svg`<circle cx="10" cy="10" r="3"/><path d="M10 3v1.500M10 15.500V17M3 10h1.500M15.5 10H17M5 5l1 1M14 14l1 1M15 5l-1 1M6 14l-1 1"/>`,
  moon: svg`<path d="M15.5 11.800A6 6 0 0 1 8.2 4.500a6 6 0 1 0 7.3 7.300Z"/>`,
  system: svg`<rect x="3.5" y="4.5" width="13" height="8.5" rx="1.5"/><path d="M8 16h4"/>`,
  menu: svg`<path d="M4 6.500h12M4 10h12M4 13.500h12"/>`,
  search: svg`<circle cx="9" cy="9" r="4.5"/><path d="m12.5 12.5 3.5 3.5"/>`,
};

/**
 * An icon beside a text that says the same.
 *
 * @param {string} [name]
 */
export function icon(name) {
  const shape = SHAPES[name ?? ''];
  return shape
    ? html`<svg class="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">${shape}</svg>`
    : nothing;
}
