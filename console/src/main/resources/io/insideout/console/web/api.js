// @ts-check
// The API, as every caller has it. What is wrong comes as a Refusal, whose message is a sentence for people.

import { askForToken, credentials } from './session.js';

const BROKEN_OFF = 'The answer broke off.';

/**
 * @typedef {object} Problem RFC 9457
 * @property {string} [type]
 * @property {string} [title]
 * @property {string} [detail]
 * @property {{ field: string, message: string }[]} [errors]
 */

export class Refusal extends Error {
  /**
   * @param {number} status 0 where there was no answer at all
   * @param {Problem} problem
   */
  constructor(status, problem) {
    super(sentence(problem));
    this.status = status;
    this.problem = problem;
  }

  /** Whether it is not known if the request was taken: then the same one may be sent again. */
  get isOpen() {
    return this.status === 0 || this.status >= 500;
  }
}

/** @param {Problem} problem */
function sentence(problem) {
  const errors = problem.errors ?? [];
  const said = errors.length > 0 ? errors.map((e) => `${e.field} ${e.message}`).join('; ') : problem.detail;
  const text = (said || problem.title || 'Something went wrong').trim();
  return text[0].toUpperCase() + text.slice(1) + (/[.!?]$/.test(text) ? '' : '.');
}

/**
 * @param {string} path
 * @param {{ signal?: AbortSignal }} [how]
 * @returns {Promise<any>}
 */
export function get(path, { signal } = {}) {
  return call(path, { signal });
}

/**
 * @param {string} path
 * @param {unknown} body
 * @param {{ key?: string, signal?: AbortSignal }} [how] key: sent twice under one key, it is done once
 * @returns {Promise<any>}
 */
export function post(path, body, { key, signal } = {}) {
  return call(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...(key ? { 'Idempotency-Key': key } : {}) },
    body: JSON.stringify(body),
    signal,
  });
}

/**
 * A path of the API: segments are encoded, empty parameters left out.
 *
 * @param {string[]} segments
 * @param {Record<string, string | number | undefined>} [query]
 */
export function path(segments, query = {}) {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return '/api/' + segments.map(encodeURIComponent).join('/') + (search ? '?' + search : '');
}

/**
 * @param {string} url
 * @param {RequestInit} init
 */
async function call(url, init) {
  const response = await answer(url, init);
  if (response.status === 204) {
    return undefined;
  }
  try {
    return await response.json();
  } catch {
    throw new Refusal(0, { detail: BROKEN_OFF });
  }
}

/**
 * Asks as whoever is signed in. What is refused comes as a Refusal, and who is not let in is asked for a token.
 *
 * @param {string} url
 * @param {RequestInit} init
 */
export async function answer(url, init) {
  let response;
  try {
    response = await fetch(url, {
      credentials: 'same-origin',
      redirect: 'error',
      ...init,
      headers: { ...credentials(), .../** @type {Record<string, string>} */ (init.headers) },
    });
  } catch (e) {
    throw init.signal?.aborted ? e : new Refusal(0, { detail: 'The system does not answer at this moment.' });
  }
  if (response.status === 401) {
    askForToken();
  }
  if (!response.ok) {
    const problem = await response.json().catch(() => null);
    throw new Refusal(response.status, problem ?? { title: `The answer was ${response.status}` });
  }
  return response;
}

/**
 * The lines of an answer that goes on, those together that have come together. Where they come faster than they are
 * taken, whoever answers waits; the connection ends also where whoever takes them gives up.
 *
 * @param {Response} response
 * @param {AbortSignal} signal
 * @returns {AsyncGenerator<string[]>}
 */
export async function* lines(response, signal) {
  const body = /** @type {ReadableStream<Uint8Array>} */ (response.body);
  const reader = body.pipeThrough(/** @type {any} */ (new TextDecoderStream())).getReader();
  let rest = '';
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      const whole = (rest + read.value).split('\n');
      rest = whole.pop() ?? '';
      yield whole;
    }
  } catch (e) {
    throw signal.aborted ? e : new Refusal(0, { detail: BROKEN_OFF });
  } finally {
    void reader.cancel().catch(() => {});
  }
}
