// @ts-check
// What changed between two texts, line by line: the longest common lines stay, the others went or came.

const MOST_LINES = 2_000;

/** @typedef {{ kind: 'same' | 'gone' | 'new', text: string }} Line */

/**
 * @param {string} before
 * @param {string} after
 * @returns {Line[]} undiffed, all gone and all new, where the texts are very long
 */
export function linesApart(before, after) {
  const a = before.split('\n');
  const b = after.split('\n');
  if (a.length > MOST_LINES || b.length > MOST_LINES) {
    return [...a.map(line('gone')), ...b.map(line('new'))];
  }
  const common = lengths(a, b);
  /** @type {Line[]} */
  const all = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      all.push({ kind: 'same', text: a[i++] });
      j++;
    } else if (j >= b.length || (i < a.length && common[i + 1][j] >= common[i][j + 1])) {
      all.push({ kind: 'gone', text: a[i++] });
    } else {
      all.push({ kind: 'new', text: b[j++] });
    }
  }
  return all;
}

/**
 * @param {Line['kind']} kind
 * @returns {(text: string) => Line}
 */
function line(kind) {
  return (text) => ({ kind, text });
}

/**
 * How many lines the rests of both have in common, by where the rests begin.
 *
 * @param {string[]} a
 * @param {string[]} b
 */
function lengths(a, b) {
  const common = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      common[i][j] = a[i] === b[j] ? common[i + 1][j + 1] + 1 : Math.max(common[i + 1][j], common[i][j + 1]);
    }
  }
  return common;
}
