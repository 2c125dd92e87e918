// @ts-check
// What changes is followed: by long polls where one thing is watched, by server-sent events where many are.

import { get, path, Refusal } from './api.js';
import { events as spoken } from './events.js';

const ASK_AGAIN_MILLIS = 1_000;
const AT_MOST_MILLIS = 15_000;

/**
 * Follows an order, version by version, until the signal ends it.
 *
 * @param {string} id
 * @param {{ seen: (order: any) => void, trouble: (refusal: Refusal | null) => void, signal: AbortSignal }} how
 *     trouble is told what keeps it from the newest version, and null once nothing does
 */
export async function followOrder(id, { seen, trouble, signal }) {
  let version = 0;
  let failures = 0;
  while (!signal.aborted) {
    try {
      const wait = version > 0 ? { wait: version + 1, timeout: '25s' } : {};
      const order = await get(path(['orders', id], wait), { signal });
      failures = 0;
      trouble(null);
      if (order.version > version) {
        version = order.version;
        seen(order);
      }
    } catch (e) {
      if (signal.aborted) {
        return;
      }
      if (!(e instanceof Refusal)) {
        throw e;
      }
      trouble(e);
      if (!e.isOpen) {
        return;
      }
      await pause(patienceMillis(failures++), signal);
    }
  }
}

/**
 * Listens to server-sent events, and listens again where the connection is lost, until the signal ends it, or nobody is
 * let in who does not say who that is.
 *
 * @param {string} url
 * @param {{ event?: (data: any) => void, events?: Record<string, (data: any) => void>,
 *     open?: (isOpen: boolean) => void, signal: AbortSignal }} how event is told what has no name, events what has one
 */
export async function listen(url, { event = () => {}, events = {}, open = () => {}, signal }) {
  let failures = 0;
  const begun = () => {
    failures = 0;
    open(true);
  };
  while (!signal.aborted) {
    try {
      for await (const { name, data } of spoken(url, signal, begun)) {
        (name === 'message' ? event : events[name])?.(JSON.parse(data));
      }
    } catch (e) {
      if (!signal.aborted && !(e instanceof Refusal)) {
        throw e;
      }
      if (e instanceof Refusal && e.status === 401) {
        open(false);
        return;
      }
    }
    if (!signal.aborted) {
      open(false);
      await pause(patienceMillis(failures++), signal);
    }
  }
}

/**
 * Asks again and again while somebody looks at the page, and never twice at a time.
 *
 * @param {number} millis between an answer and the next question
 * @param {() => Promise<unknown>} ask
 * @param {AbortSignal} signal
 */
export async function watch(millis, ask, signal) {
  while (!signal.aborted) {
    if (!document.hidden) {
      await ask();
    }
    await pause(millis, signal);
  }
}

/**
 * How long to wait where it did not work so often: twice as long each time, up to a bound.
 *
 * @param {number} failures
 */
function patienceMillis(failures) {
  return Math.min(ASK_AGAIN_MILLIS * 2 ** failures, AT_MOST_MILLIS);
}

/**
 * @param {number} millis
 * @param {AbortSignal} signal
 * @returns {Promise<void>}
 */
function pause(millis, signal) {
  return new Promise((done) => {
    // A page may wait a hundred thousand times before its signal ends it: each time leaves nothing behind.
    const over = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', over);
      done();
    };
    const timer = setTimeout(over, millis);
    signal.addEventListener('abort', over);
  });
}
