// @ts-check
// Routes are behind the #: the server has one page, and a reload stays where it was.

import { HOME, PAGES } from './pages.js';

/**
 * @typedef {object} Place
 * @property {import('./pages.js').PageEntry} [page] none where nothing is there
 * @property {Record<string, string>} params the route's variables
 * @property {URLSearchParams} query
 * @property {string} path
 */

/**
 * Which page a hash stands for.
 *
 * @param {string} hash
 * @returns {Place}
 */
export function placeOf(hash) {
  const [path, query] = (hash.startsWith('#/') ? hash.slice(1) : HOME).split('?', 2);
  const place = { path, query: new URLSearchParams(query ?? ''), params: {} };
  for (const page of PAGES) {
    const params = match(page.route, path);
    if (params) {
      return { ...place, page, params };
    }
  }
  return place;
}

/**
 * @param {string} route
 * @param {string} path
 * @returns {Record<string, string> | null}
 */
function match(route, path) {
  const wanted = route.split('/');
  const given = path.replace(/\/$/, '').split('/');
  if (wanted.length !== given.length) {
    return null;
  }
  /** @type {Record<string, string>} */
  const params = {};
  for (let i = 0; i < wanted.length; i++) {
    if (wanted[i].startsWith(':') && given[i] !== '') {
      params[wanted[i].slice(1)] = decoded(given[i]);
    } else if (wanted[i] !== given[i]) {
      return null;
    }
  }
  return params;
}

/** @param {string} segment */
function decoded(segment) {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/**
 * A link to a page: segments are encoded, empty parameters left out.
 *
 * @param {string[]} segments
 * @param {Record<string, string | undefined>} [query]
 */
export function href(segments, query = {}) {
  const given = Object.entries(query).filter(([, value]) => value);
  const search = new URLSearchParams(/** @type {string[][]} */ (given)).toString();
  return '#/' + segments.map(encodeURIComponent).join('/') + (search ? '?' + search : '');
}

/**
 * Whether a page is built that shows this: links to it are offered only then.
 *
 * @param {string} hash
 */
export function isBuilt(hash) {
  return placeOf(hash).page !== undefined;
}

/**
 * Goes to another page.
 *
 * @param {string} hash
 * @param {{ replace?: boolean }} [how] replace: the way back does not lead here
 */
export function go(hash, { replace = false } = {}) {
  if (replace) {
    location.replace(hash);
  } else {
    location.hash = hash;
  }
}
