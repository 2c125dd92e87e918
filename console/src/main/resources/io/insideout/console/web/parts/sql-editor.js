// @ts-check
// Where a statement is written: CodeMirror, in a shadow of its own, for there its styles are sheets that the policy knows to be ours.

import { autocompletion, closeBrackets, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { SQLDialect, sql } from '@codemirror/lang-sql';
import { bracketMatching, HighlightStyle, syntaxHighlighting, syntaxTree } from '@codemirror/language';
import { Compartment, EditorState, Prec, StateEffect, StateField } from '@codemirror/state';
import { Decoration, drawSelection, EditorView, keymap, placeholder } from '@codemirror/view';
import { tags } from '@lezer/highlight';

/** @typedef {{ name: string, kind: string, topic: string, columns: import('../sql.js').Column[] }} Relation */

const MOST_CHARS = 65_536;
const DIALECT = SQLDialect.define({
  keywords: `select show describe print create insert terminate explain with values from window where group by having emit
    order limit join left right full outer inner cross on as and or not between in like is null case when then else end union
    all distinct into table stream if exists topics streams tables views queries beginning changes final tumbling hopping
    session size advance grace period within over partition rows range preceding following unbounded current row for
    system_time of unnest interval asc desc true false`,
  types: 'string bigint int double boolean decimal timestamp date time array map bytes millisecond second minute hour day week milliseconds seconds minutes hours days weeks',
  builtin: 'count sum avg min max coalesce cast upper lower char_length date_format latest_by_offset earliest_by_offset',
  doubleQuotedStrings: false,
  identifierQuotes: '`"',
});
const COLOURS = HighlightStyle.define([
  { tag: tags.keyword, color: 'var(--accent-strong)', fontWeight: '600' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--good)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--off)' },
  { tag: [tags.typeName, tags.standard(tags.name)], color: 'var(--accent)' },
  { tag: tags.comment, color: 'var(--text-quiet)', fontStyle: 'italic' },
]);
const THEME = EditorView.theme({
  '&': { background: 'var(--raised)', color: 'var(--text)', borderRadius: 'inherit', fontSize: 'var(--size-text)' },
  '&.cm-focused': { outline: '2px solid var(--accent)', outlineOffset: '2px' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.6', maxHeight: '340px', minHeight: '116px' },
  '.cm-content': { padding: '12px 0', caretColor: 'var(--text)' },
  '.cm-line': { padding: '0 14px' },
  '.cm-cursor': { borderLeftColor: 'var(--text)' },
  '.cm-placeholder': { color: 'var(--text-quiet)' },
  '.cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground': {
    background: 'var(--accent-soft)',
  },
  '.cm-wrong': { background: 'var(--bad-soft)', textDecoration: 'underline wavy var(--bad)', textUnderlineOffset: '3px' },
  '.cm-tooltip': {
    overflow: 'hidden',
    border: '1px solid var(--line-strong)',
    borderRadius: 'var(--radius)',
    background: 'var(--raised)',
    boxShadow: 'var(--shadow-high)',
    color: 'var(--text)',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--mono)', maxWidth: 'min(560px, 90vw)' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '4px 12px' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': { background: 'var(--accent)', color: 'var(--text-on-accent)' },
  '.cm-completionDetail': { color: 'inherit', fontStyle: 'normal', fontSize: 'var(--size-small)', opacity: '0.8' },
  '.cm-completionMatchedText': { fontWeight: '700', textDecoration: 'none' },
});

const wrongAt = StateEffect.define();
const wrong = StateField.define({
  create: () => Decoration.none,
  update(marks, change) {
    const told = change.effects.find((effect) => effect.is(wrongAt));
    if (told) {
      return told.value ? Decoration.set(Decoration.mark({ class: 'cm-wrong' }).range(...told.value)) : Decoration.none;
    }
    return change.docChanged ? Decoration.none : marks;
  },
  provide: (field) => EditorView.decorations.from(field),
});

const RECORD_COLUMNS = ['record_time', 'record_key', 'record_partition', 'record_offset', 'record_headers'];
const NAMES_NEXT = /\b(from|join|into|describe|desc|print)\s+[\w.`"-]*$|\.\w*$/i;
const NAMED = /(?:\b(?:from|join)|,)\s+([\w.-]+)/gi;

/** What is typed over a selection is put there by the editor: where a browser does it, it leaves styles that the policy refuses. */
const overSelection = EditorView.domEventHandlers({
  beforeinput(e, view) {
    const { from, to, empty } = view.state.selection.main;
    const { data } = e;
    if (e.inputType !== 'insertText' || e.isComposing || empty || !data) {
      return false;
    }
    const insert = () => view.state.update(view.state.replaceSelection(data), { userEvent: 'input.type', scrollIntoView: true });
    if (!view.state.facet(EditorView.inputHandler).some((handler) => handler(view, from, to, data, insert))) {
      view.dispatch(insert());
    }
    return true;
  },
});

/** Fires `run` where Ctrl-Enter or Cmd-Enter asks for it. */
class SqlEditor extends HTMLElement {
  constructor() {
    super();
    this.language = new Compartment();
    const root = this.attachShadow({ mode: 'open' });
    this.view = new EditorView({ root, parent: root, state: EditorState.create({ extensions: this.extensions() }) });
  }

  extensions() {
    const run = () => this.dispatchEvent(new CustomEvent('run'));
    return [
      Prec.highest(keymap.of([{ key: 'Mod-Enter', run }])),
      // Tab goes on, as everywhere in a page; it takes what is offered by Enter.
      keymap.of([...completionKeymap, ...defaultKeymap.filter((one) => one.key !== 'Mod-Enter'), ...historyKeymap]),
      history(),
      drawSelection(),
      bracketMatching(),
      closeBrackets(),
      autocompletion({ icons: false }),
      syntaxHighlighting(COLOURS),
      this.language.of(spoken([])),
      wrong,
      overSelection,
      placeholder('SELECT … FROM orders'),
      EditorView.lineWrapping,
      EditorState.changeFilter.of((change) => change.newDoc.length <= MOST_CHARS),
      EditorView.contentAttributes.of({ 'aria-label': 'Statement of SQL', spellcheck: 'false', autocapitalize: 'off' }),
      THEME,
    ];
  }

  /** @param {Relation[]} relations what completion knows */
  set relations(relations) {
    this.view.dispatch({ effects: this.language.reconfigure(spoken(relations)) });
  }

  get text() {
    return this.view.state.doc.toString();
  }

  /** @param {string} text */
  set text(text) {
    const { doc } = this.view.state;
    this.view.dispatch({ changes: { from: 0, to: doc.length, insert: text }, selection: { anchor: text.length } });
  }

  focus() {
    this.view.focus();
  }

  get isFocused() {
    return this.view.hasFocus;
  }

  /** What is selected, or else the statement that the cursor stands in or behind; and where it begins. */
  get statement() {
    const { doc, selection } = this.view.state;
    const { from, to, empty, head } = selection.main;
    const all = syntaxTree(this.view.state).topNode.getChildren('Statement');
    const one = all.findLast((node) => node.from <= head) ?? all[0];
    const [begin, end] = !empty ? [from, to] : one ? [one.from, one.to] : [0, doc.length];
    return { text: doc.sliceString(begin, end), at: begin };
  }

  /**
   * Marks where a statement is wrong, and returns the line and column of that place in the whole text.
   *
   * @param {number} at where the statement begins
   * @param {{ line: number, column: number }} place in it
   */
  mark(at, { line, column }) {
    const { doc } = this.view.state;
    const first = doc.lineAt(Math.min(at, doc.length));
    const there = doc.line(Math.min(first.number + line - 1, doc.lines));
    const from = Math.min((line === 1 ? at : there.from) + column - 1, there.to);
    const word = this.view.state.wordAt(from);
    const to = Math.max(word?.from === from ? word.to : from + 1, from + 1);
    if (to <= doc.length) {
      this.view.dispatch({ effects: wrongAt.of([from, to]) });
    }
    this.view.dispatch({ selection: { anchor: from }, scrollIntoView: true });
    return { line: there.number, column: from - there.from + 1 };
  }

  unmark() {
    this.view.dispatch({ effects: wrongAt.of(null) });
  }
}

/** @param {Relation[]} relations */
function spoken(relations) {
  /** @type {Record<string, unknown>} */
  const schema = {};
  for (const { name, kind, columns } of relations) {
    const self = { label: name.split('.').at(-1) ?? name, detail: name.startsWith('views.') ? 'view' : kind, type: 'type' };
    schema[name] = { self, children: columns.map(offered) };
  }
  return [
    sql({ dialect: DIALECT, upperCaseKeywords: true, schema }),
    DIALECT.language.data.of({ autocomplete: columnsOf(relations) }),
  ];
}

/** @param {import('../sql.js').Column} column */
function offered(column) {
  return { label: column.name, detail: column.type.slice(0, 40), type: 'property', boost: 1 };
}

/**
 * The columns of what stands behind FROM; while nothing does, those of all relations.
 *
 * @param {Relation[]} relations
 */
function columnsOf(relations) {
  return (/** @type {import('@codemirror/autocomplete').CompletionContext} */ context) => {
    const word = context.matchBefore(/\w+/);
    const before = context.state.sliceDoc(Math.max(0, context.pos - 200), context.pos);
    if ((!word && !context.explicit) || NAMES_NEXT.test(before)) {
      return null;
    }
    const one = syntaxTree(context.state).topNode.getChildren('Statement').findLast((node) => node.from <= context.pos);
    const text = context.state.sliceDoc(one?.from ?? 0, one?.to);
    const named = [...text.matchAll(NAMED)].map((match) => match[1].replaceAll('-', '_').toLowerCase());
    const read = relations.filter((relation) => named.includes(relation.name));
    const columns = (read.length > 0 ? read : relations).flatMap((relation) => relation.columns);
    const options = new Map([
      ...RECORD_COLUMNS.map((name) => /** @type {const} */ ([name, { label: name, type: 'property' }])),
      ...columns.map((column) => /** @type {const} */ ([column.name, offered(column)])),
    ]);
    return { from: word?.from ?? context.pos, options: [...options.values()], validFor: /^\w*$/ };
  };
}

customElements.define('io-sql-editor', SqlEditor);
