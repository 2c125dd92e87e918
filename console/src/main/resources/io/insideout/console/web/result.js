// @ts-check
// The rows of an answer as its changes leave them: the newest of them, so that a query that goes on for days needs no more memory.

/** @typedef {import('./sql.js').Line} Line */

/**
 * @typedef {object} Row
 * @property {number} place counted up: a row that changes keeps it
 * @property {unknown[]} cells
 * @property {number} changes how often it has changed
 * @property {boolean} seen whether it was drawn as it is
 */

export const MOST_ROWS = 1_000;

export class Result {
  constructor() {
    /** @type {import('./sql.js').Column[]} */
    this.columns = [];
    this.updates = false;
    /** Whether no more is to come. */
    this.isComplete = false;
    /** @type {string[]} */
    this.warnings = [];
    this.late = 0;
    /** How many changes have come. */
    this.count = 0;
    /** How many of them nobody can have seen, for others took their place before they were drawn. */
    this.unseen = 0;
    /** How many rows are there no more, for newer ones are. */
    this.dropped = 0;
    /** @type {Map<number, Row>} by their places, oldest first */
    this.rows = new Map();
    /** @type {Map<string, number[]>} the places of rows by what they say */
    this.places = new Map();
    this.next = 0;
    /** @type {Row | undefined} the row that the next change takes the place of */
    this.changing = undefined;
  }

  /** @param {Line} line */
  take(line) {
    if (line.columns) {
      this.columns = line.columns;
      this.updates = line.updates ?? false;
      this.warnings = line.warnings ?? [];
    } else if (line.row && line.op) {
      this.change(line.op, line.row);
    } else if (line.late !== undefined) {
      this.late = line.late;
    } else if (line.end) {
      this.isComplete = true;
    }
  }

  /**
   * @param {import('./sql.js').Op} op
   * @param {unknown[]} cells
   */
  change(op, cells) {
    if (op === '-U') {
      this.forget(this.changing);
      this.changing = this.find(cells);
      return;
    }
    this.count++;
    if (op === '-D') {
      this.forget(this.find(cells));
      return;
    }
    const before = op === '+U' ? this.changing : undefined;
    this.changing = undefined;
    this.put(before?.place ?? this.next++, cells, before);
    while (this.rows.size > MOST_ROWS) {
      this.dropped++;
      this.forget(this.rows.values().next().value);
    }
  }

  /**
   * @param {number} place
   * @param {unknown[]} cells
   * @param {Row} [before] what it takes the place of
   */
  put(place, cells, before) {
    if (before) {
      this.unindex(before);
    }
    this.rows.set(place, { place, cells, changes: before ? before.changes + 1 : 0, seen: false });
    const said = JSON.stringify(cells);
    this.places.set(said, [...(this.places.get(said) ?? []), place]);
  }

  /** @param {unknown[]} cells */
  find(cells) {
    const place = this.places.get(JSON.stringify(cells))?.at(-1);
    return place === undefined ? undefined : this.rows.get(place);
  }

  /** @param {Row | undefined} row */
  forget(row) {
    if (row) {
      this.unindex(row);
      this.rows.delete(row.place);
    }
  }

  /** @param {Row} row */
  unindex(row) {
    this.unseen += row.seen ? 0 : 1;
    const said = JSON.stringify(row.cells);
    const others = (this.places.get(said) ?? []).filter((place) => place !== row.place);
    if (others.length > 0) {
      this.places.set(said, others);
    } else {
      this.places.delete(said);
    }
  }

  /** Whether rows are shown newest first: those that come one after the other, without an end that could be the order of the whole. */
  get isNewestFirst() {
    return !this.updates && !this.isComplete;
  }

  /** The rows to be drawn now. */
  shown() {
    const all = [...this.rows.values()];
    all.forEach((row) => (row.seen = true));
    return this.isNewestFirst ? all.reverse() : all;
  }
}
