// @ts-check
// What records are looked for. It stands in the address, so it can be shared and outlives a reload.

import { html, nothing } from 'lit';

const EXAMPLE = "value.state = 'PAID' and value.totalMinor > 1000";

/**
 * What the API is asked for.
 *
 * @param {URLSearchParams} query of the address
 * @returns {Record<string, string | undefined>}
 */
export function wanted(query) {
  const at = (query.get('at') ?? '').trim();
  const asked = { partition: query.get('partition') ?? '', query: query.get('q') ?? '' };
  if (at === '') {
    return { ...asked, from: query.get('from') ?? '' };
  }
  return /^\d+$/.test(at) ? { ...asked, offset: at } : { ...asked, time: time(at) };
}

/**
 * A time as somebody types it, in their own time where they say no other.
 *
 * @param {string} text
 */
function time(text) {
  const date = new Date(text);
  return Number.isNaN(date.valueOf()) ? text : date.toISOString();
}

/**
 * @param {URLSearchParams} query
 * @param {number} partitions
 * @param {(query: Record<string, string>) => void} asked
 */
export function searchForm(query, partitions, asked) {
  /** @param {SubmitEvent & { target: HTMLFormElement }} e */
  const submit = (e) => {
    e.preventDefault();
    const form = new FormData(e.target);
    const isLive = /** @type {HTMLButtonElement | null} */ (e.submitter)?.value === 'live';
    const texts = ['q', 'partition', 'from', 'at'].map((name) => [name, String(form.get(name) ?? '').trim()]);
    asked({ ...Object.fromEntries(texts), ...(isLive ? { live: '1' } : {}) });
  };
  const given = (/** @type {string} */ name) => query.get(name) ?? '';
  return html`<search><form class="log-search" @submit=${submit} aria-label="Look through the records">
    <label class="field grow"><span>Search <em>in key, value and headers</em></span>
      <input name="q" type="text" maxlength="1000" autocomplete="off" spellcheck="false" placeholder=${EXAMPLE} .value=${given('q')}></label>
    <label class="field"><span>Partition</span><select name="partition">
      <option value="">All</option>
      ${Array.from({ length: partitions }, (_, i) => html`<option value=${i} ?selected=${given('partition') === String(i)}>${i}</option>`)}
    </select></label>
    <label class="field"><span>Order</span><select name="from">
      <option value="">Newest first</option>
      <option value="beginning" ?selected=${given('from') === 'beginning'}>Oldest first</option></select></label>
    <label class="field"><span>From <em>offset or time</em></span>
      <input name="at" type="text" maxlength="40" autocomplete="off" placeholder="2010-12-06 08:00" .value=${given('at')}></label>
    <div class="buttons"><button class="button primary">Search</button>
      <button class="button" name="how" value="live" aria-pressed=${given('live') ? 'true' : 'false'}>Live</button></div>
  </form>
  ${given('q') ? nothing : html`<p class="quiet">Compare by = != &lt; &gt; and contains; join by and, or, not.</p>`}</search>`;
}
