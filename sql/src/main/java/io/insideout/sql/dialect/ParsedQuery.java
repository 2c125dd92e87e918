package io.insideout.sql.dialect;

/// A query taken apart, with the text that it was typed in.
public final class ParsedQuery {
  private final Source source;
  private final QueryTree tree;

  ParsedQuery(Source source, QueryTree tree) {
    this.source = source;
    this.tree = tree;
  }

  Source source() {
    return source;
  }

  QueryTree tree() {
    return tree;
  }

  Rewritten rewritten(Relations relations, boolean carries) {
    return Rewriting.of(source, tree, relations, carries);
  }
}
