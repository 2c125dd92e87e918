// @ts-check
// Server-sent events by fetch, for who has to say who listens.

import { Refusal } from './api.js';
import { credentials } from './session.js';

/**
 * The events of one connection, until it ends or the signal ends it.
 *
 * @param {string} url
 * @param {AbortSignal} signal
 * @param {() => void} begun is called when there is a connection
 * @returns {AsyncGenerator<{ name: string, data: string }>}
 */
export async function* events(url, signal, begun) {
  const body = await opened(url, signal);
  begun();
  let name = 'message';
  /** @type {string[]} */
  let data = [];
  for await (const line of lines(body, signal)) {
    if (line === '') {
      if (data.length > 0) {
        yield { name, data: data.join('\n') };
      }
      name = 'message';
      data = [];
    } else if (line.startsWith('event:')) {
      name = line.slice('event:'.length).trimStart();
    } else if (line.startsWith('data:')) {
      data.push(line.slice('data:'.length).replace(/^ /, ''));
    }
  }
}

/**
 * @param {string} url
 * @param {AbortSignal} signal
 */
async function opened(url, signal) {
  let response;
  try {
    response = await fetch(url, {
      headers: { Accept: 'text/event-stream', ...credentials() },
      credentials: 'same-origin',
      redirect: 'error',
      signal,
    });
  } catch (e) {
    throw signal.aborted ? e : new Refusal(0, { detail: 'The system does not answer at this moment.' });
  }
  if (!response.ok || !response.body) {
    throw new Refusal(response.status, await response.json().catch(() => ({ title: `The answer was ${response.status}` })));
  }
  return response.body;
}

/**
 * @param {ReadableStream<Uint8Array>} body
 * @param {AbortSignal} signal
 */
async function* lines(body, signal) {
  const reader = body.pipeThrough(/** @type {any} */ (new TextDecoderStream())).getReader();
  let rest = '';
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      const whole = (rest + read.value).split('\n');
      rest = whole.pop() ?? '';
      yield* whole;
    }
  } catch (e) {
    throw signal.aborted ? e : new Refusal(0, { detail: 'The answer broke off.' });
  } finally {
    void reader.cancel().catch(() => {});
  }
}
