// @ts-check
// What changes is followed: by long polls where one thing is watched, by server-sent events where many are.

import { get, path, Refusal } from './api.js';
import { events as spoken } from './events.js';

const ASK_AGAIN_MILLIS = 1_000;
const AT_MOST_MILLIS = 15_000;
/** Who is told so need not ask again: it is the question, or who asks. */
const FOR_GOOD = [400, 401, 403];

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
    await lookedAt(signal);
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
 * Listens to server-sent events, and listens again where the connection is lost, until the signal ends it, or what is
 * asked for is refused for good. A browser has six connections to a system in all: who is told everything when it
 * begins listens only while somebody looks at the page.
 *
 * @param {string} url
 * @param {{ event?: (data: any) => void, events?: Record<string, (data: any) => void>,
 *     open?: (isOpen: boolean, refusal?: Refusal) => void, isUnseen?: boolean, signal: AbortSignal }} how
 *     event is told what has no name, events what has one; isUnseen is for who would miss what nobody looks at
 */
export async function listen(url, { event = () => {}, events = {}, open = () => {}, isUnseen = false, signal }) {
  let failures = 0;
  const begun = () => {
    failures = 0;
    open(true);
  };
  while (!signal.aborted) {
    await (isUnseen ? undefined : lookedAt(signal));
    const listening = asLongAs(signal, isUnseen);
    /** @type {Refusal | undefined} */
    let refusal;
    try {
      for await (const { name, data } of spoken(url, listening.signal, begun)) {
        (name === 'message' ? event : events[name])?.(JSON.parse(data));
      }
    } catch (e) {
      if (!listening.signal.aborted && !(e instanceof Refusal)) {
        throw e;
      }
      refusal = e instanceof Refusal ? e : undefined;
    }
    const isUnwanted = listening.signal.aborted;
    listening.abort();
    if (!signal.aborted) {
      open(false, refusal);
      if (refusal && FOR_GOOD.includes(refusal.status)) {
        return;
      }
      await (isUnwanted ? undefined : pause(patienceMillis(failures++), signal));
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
    await lookedAt(signal);
    if (!signal.aborted) {
      await ask();
    }
    await pause(millis, signal);
  }
}

/**
 * Waits until somebody looks at the page, or the signal ends it.
 *
 * @param {AbortSignal} signal
 */
async function lookedAt(signal) {
  while (document.hidden && !signal.aborted) {
    await new Promise((done) => {
      const over = new AbortController();
      const seen = () => {
        over.abort();
        done(undefined);
      };
      document.addEventListener('visibilitychange', seen, { signal: over.signal });
      signal.addEventListener('abort', seen, { signal: over.signal });
    });
  }
}

/**
 * What ends with the signal, or as soon as nobody looks at the page any more. Whoever has it ends it in any case.
 *
 * @param {AbortSignal} signal
 * @param {boolean} isUnseen whether it goes on though nobody looks
 */
function asLongAs(signal, isUnseen) {
  const ending = new AbortController();
  const look = () => {
    if (signal.aborted || (document.hidden && !isUnseen)) {
      ending.abort();
    }
  };
  document.addEventListener('visibilitychange', look, { signal: ending.signal });
  signal.addEventListener('abort', look, { signal: ending.signal });
  look();
  return ending;
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
