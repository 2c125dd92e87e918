// @ts-check
// Server-sent events by fetch: an EventSource cannot say who listens.

import { answer, lines } from './api.js';

/**
 * The events of one connection, until it ends or the signal ends it.
 *
 * @param {string} url
 * @param {AbortSignal} signal
 * @param {() => void} begun is called when there is a connection
 * @returns {AsyncGenerator<{ name: string, data: string }>}
 */
export async function* events(url, signal, begun) {
  const response = await answer(url, { headers: { Accept: 'text/event-stream' }, signal });
  begun();
  let name = 'message';
  /** @type {string[]} */
  let data = [];
  for await (const some of lines(response, signal)) {
    for (const line of some) {
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
}
