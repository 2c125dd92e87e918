// @ts-check
import { html } from 'lit';
import { live } from 'lit/directives/live.js';

/**
 * How many: by buttons, or typed.
 *
 * @param {{ of: string, value: number, min?: number, max: number, change: (quantity: number) => void, off?: boolean }} what
 *     of: what there are so many of
 */
export function quantity({ of, value, min = 0, max, change, off = false }) {
  return html`<span class="quantity">
    <button type="button" aria-label="One less of ${of}" ?disabled=${off || value <= min}
      @click=${() => change(value - 1)}>−</button>
    <input type="number" inputmode="numeric" aria-label="How many of ${of}" min=${min} max=${max} ?disabled=${off}
      .value=${live(String(value))}
      @change=${(/** @type {Event & { target: HTMLInputElement }} */ e) =>
        change(Math.min(Math.max(Math.trunc(Number(e.target.value)) || min, min), max))}>
    <button type="button" aria-label="One more of ${of}" ?disabled=${off || value >= max}
      @click=${() => change(value + 1)}>+</button>
  </span>`;
}
