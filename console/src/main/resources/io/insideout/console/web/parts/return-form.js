// @ts-check
import { html } from 'lit';

/**
 * What is to be sent back, line by line.
 *
 * @param {{
 *   order: import('./order-page.js').Order,
 *   name: (sku: string) => string,
 *   busy: boolean,
 *   send: (asked: { lines: { line: number, quantity: number }[], reason?: string }) => void,
 *   leave: () => void,
 * }} what
 */
export function returnForm({ order, name, busy, send, leave }) {
  /** @param {SubmitEvent & { target: HTMLFormElement }} e */
  const submit = (e) => {
    e.preventDefault();
    const form = new FormData(e.target);
    const lines = order.lines
      .map((_, line) => ({ line, quantity: Number(form.get(`line-${line}`) ?? 0) }))
      .filter((line) => line.quantity > 0);
    const reason = String(form.get('reason') ?? '').trim();
    send({ lines, ...(reason ? { reason } : {}) });
  };
  return html`<form class="card return" @submit=${submit} aria-label="Send something back">
    <h2>Send something back</h2>
    ${order.lines.map((line, number) => {
      const left = line.quantity - (line.returned ?? 0);
      return left > 0
        ? html`<label class="field row"><span><bdi>${name(line.sku)}</bdi> <em>of ${left}</em></span>
            <input type="number" name="line-${number}" min="0" max=${left} value="0" inputmode="numeric"></label>`
        : '';
    })}
    <label class="field"><span>Reason <em>optional</em></span><input name="reason" maxlength="500"></label>
    <div class="buttons">
      <button class="button primary" ?disabled=${busy}>Send back</button>
      <button class="button" type="button" @click=${leave}>Leave it</button>
    </div>
  </form>`;
}
