// @ts-check
// What changes is followed: by long polls where one thing is watched, by server-sent events where many are.

import { get, path, Refusal } from './api.js';
import { events as spoken } from './events.js';
import { askForToken, isSignedIn } from './session.js';

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
      await pause(Math.min(ASK_AGAIN_MILLIS * 2 ** failures++, AT_MOST_MILLIS), signal);
    }
  }
}

/**
 * Listens to server-sent events, and listens again where the connection is lost, until the signal ends it.
 *
 * @param {string} url
 * @param {{ event?: (data: any) => void, events?: Record<string, (data: any) => void>,
 *     open?: (isOpen: boolean) => void, signal: AbortSignal }} how event is told what has no name, events what has one
 */
export function listen(url, how) {
  if (isSignedIn()) {
    void listenSignedIn(url, how);
  } else {
    listenOpenly(url, how);
  }
}

/**
 * An EventSource cannot say who listens: the same by fetch.
 *
 * @param {string} url
 * @param {Parameters<typeof listen>[1]} how
 */
async function listenSignedIn(url, { event = () => {}, events = {}, open = () => {}, signal }) {
  let failures = 0;
  while (!signal.aborted) {
    try {
      for await (const { name, data } of spoken(url, signal, () => {
        failures = 0;
        open(true);
      })) {
        (name === 'message' ? event : events[name])?.(JSON.parse(data));
      }
    } catch (e) {
      if (e instanceof Refusal && e.status === 401) {
        open(false);
        askForToken();
        return;
      }
      if (!signal.aborted && !(e instanceof Refusal)) {
        throw e;
      }
    }
    if (!signal.aborted) {
      open(false);
      await pause(Math.min(ASK_AGAIN_MILLIS * 2 ** failures++, AT_MOST_MILLIS), signal);
    }
  }
}

/**
 * @param {string} url
 * @param {Parameters<typeof listen>[1]} how
 */
function listenOpenly(url, { event = () => {}, events = {}, open = () => {}, signal }) {
  let failures = 0;
  const connect = () => {
    if (signal.aborted) {
      return;
    }
    const source = new EventSource(url);
    const end = () => source.close();
    signal.addEventListener('abort', end);
    source.onopen = () => {
      failures = 0;
      open(true);
    };
    source.onmessage = (message) => event(JSON.parse(message.data));
    for (const [name, told] of Object.entries(events)) {
      source.addEventListener(name, (message) => told(JSON.parse(/** @type {MessageEvent} */ (message).data)));
    }
    source.onerror = async () => {
      // Some failures make a browser give up: what asks again is always this.
      source.close();
      signal.removeEventListener('abort', end);
      open(false);
      await pause(Math.min(ASK_AGAIN_MILLIS * 2 ** failures++, AT_MOST_MILLIS), signal);
      connect();
    };
  };
  connect();
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
