package io.insideout.sql.dialect;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What may come next in a text that a person is typing.
///
/// @param from where the word begins that a candidate takes the place of
/// @param candidates whole words, those that are likeliest first
public record Completion(int from, List<String> candidates) {
  private static final int MOST = 200;

  /// @param text up to the cursor
  public static Completion at(String text, Relations relations) {
    List<Token> tokens = lastStatement(text);
    int from = text.length();
    String typed = "";
    if (!tokens.isEmpty() && isBeingTyped(tokens.getLast(), text)) {
      Token word = tokens.removeLast();
      from = word.start();
      typed = word.text();
      while (isDashed(tokens, from)) {
        tokens.removeLast();
        Token before = tokens.removeLast();
        from = before.start();
        typed = before.text() + "_" + typed;
      }
    }
    boolean isInside = !tokens.isEmpty() && tokens.getLast().kind() == Token.Kind.UNFINISHED;
    List<String> words = isInside ? List.of() : new Candidates(tokens, relations).words();
    String start = typed.toLowerCase(Locale.ROOT);
    return new Completion(
        from,
        words.stream()
            .filter(word -> word.toLowerCase(Locale.ROOT).startsWith(start))
            .limit(MOST)
            .toList());
  }

  /// Whether the text ends a statement: with a semicolon that is in no string, quote or comment.
  public static boolean isComplete(String text) {
    List<Token> tokens = Lexer.tokens(text);
    return tokens.size() > 1 && tokens.get(tokens.size() - 2).is(";");
  }

  /// Whether the word before goes on in this one, as in `FROM order-val`.
  private static boolean isDashed(List<Token> tokens, int end) {
    if (tokens.size() < 3 || !tokens.getLast().is("-") || tokens.getLast().end() != end) {
      return false;
    }
    Token before = tokens.get(tokens.size() - 2);
    return before.kind() == Token.Kind.WORD
        && before.end() == tokens.getLast().start()
        && Candidates.isRelationNext(tokens.get(tokens.size() - 3));
  }

  private static List<Token> lastStatement(String text) {
    List<Token> tokens = new ArrayList<>();
    for (Token token : Lexer.tokens(text)) {
      if (token.is(";")) {
        tokens.clear();
      } else if (token.kind() != Token.Kind.END) {
        tokens.add(token);
      }
    }
    return tokens;
  }

  private static boolean isBeingTyped(Token last, String text) {
    return last.kind() == Token.Kind.WORD && last.end() == text.length();
  }

  /// What fits behind the tokens before the cursor.
  private record Candidates(List<Token> tokens, Relations relations) {
    List<String> words() {
      if (tokens.isEmpty()) {
        return Keywords.STATEMENTS;
      }
      Token last = tokens.getLast();
      if (last.is(".")) {
        Token of = tokens.size() > 1 ? tokens.get(tokens.size() - 2) : last;
        boolean isRelation = tokens.size() > 2 && isRelationNext(tokens.get(tokens.size() - 3));
        return isRelation ? behind(of) : columnsOf(of);
      }
      return switch (last.kind() == Token.Kind.WORD ? last.upper() : last.text()) {
        case "SHOW", "LIST" -> List.of("TOPICS", "STREAMS", "TABLES", "VIEWS", "QUERIES");
        case "CREATE" -> List.of("STREAM", "TABLE");
        case "INSERT" -> List.of("INTO");
        case "EMIT" -> List.of("CHANGES", "FINAL");
        case "GROUP", "ORDER", "PARTITION", "ADVANCE" -> List.of("BY");
        case "WINDOW" -> List.of("(SIZE", "TUMBLING (SIZE", "HOPPING (SIZE", "SESSION (");
        case "TERMINATE" -> List.of("ALL");
        case "EXPLAIN" -> List.of("SELECT", "CREATE", "INSERT");
        case "FROM" -> isPrint() ? List.of("BEGINNING") : names();
        case "JOIN", "INTO", "DESCRIBE", "DESC", "PRINT" -> names();
        default -> inQuery(last);
      };
    }

    private boolean isPrint() {
      return tokens.getFirst().is("PRINT");
    }

    private List<String> inQuery(Token last) {
      if (isPrint()) {
        return List.of("FROM BEGINNING", "LIMIT");
      }
      if (last.is(",") && clause().equals("FROM")) {
        return names();
      }
      if (last.kind() == Token.Kind.NUMBER) {
        return List.of("SECONDS", "MINUTES", "HOURS", "DAYS", "AND", "OR", "EMIT", "LIMIT", "AS");
      }
      Set<String> words = new LinkedHashSet<>();
      if (!clause().equals("FROM")) {
        words.addAll(columns());
      }
      words.addAll(Keywords.CLAUSES);
      Functions.aggregates().stream().sorted().forEach(function -> words.add(function + "("));
      return List.copyOf(words);
    }

    /// The clause that the cursor stands in.
    private String clause() {
      for (Token token : tokens.reversed()) {
        boolean isClause =
            token.is("SELECT")
                || token.is("FROM")
                || token.is("WHERE")
                || token.is("BY")
                || token.is("ON")
                || token.is("HAVING");
        if (isClause) {
          return token.upper();
        }
      }
      return "";
    }

    private List<String> names() {
      return relations.all().stream().map(Relation::name).sorted().toList();
    }

    /// The names that go on behind `views.`.
    private List<String> behind(Token schema) {
      return relations.all().stream()
          .filter(one -> one.isView() && schema.is("views"))
          .map(Relation::shortName)
          .sorted()
          .toList();
    }

    /// The relation whose name begins with a token.
    private Optional<Relation> relation(int first) {
      boolean isView = first + 2 < tokens.size() && tokens.get(first + 1).is(".");
      String name = tokens.get(first).name();
      return relations.find(isView ? name + "." + tokens.get(first + 2).name() : name);
    }

    /// The columns of what stands behind FROM; while nothing does, those of all relations.
    private Set<String> columns() {
      Set<String> columns = new LinkedHashSet<>();
      for (int i = 1; i < tokens.size(); i++) {
        if (isRelationBehind(tokens.get(i - 1))) {
          relation(i).ifPresent(found -> add(found, columns));
        }
      }
      if (columns.isEmpty()) {
        relations.all().forEach(relation -> add(relation, columns));
      }
      return columns;
    }

    private static boolean isRelationBehind(Token token) {
      return token.is("FROM") || token.is("JOIN") || token.is(",");
    }

    private static boolean isRelationNext(Token token) {
      return token.is("FROM")
          || token.is("JOIN")
          || token.is("INTO")
          || token.is("PRINT")
          || token.is("DESCRIBE")
          || token.is("DESC");
    }

    private static void add(Relation relation, Set<String> columns) {
      columns.addAll(relation.columnNames());
      columns.addAll(Relation.RECORD_COLUMNS);
    }

    /// The columns of a relation, by its name or the one that it has in the query.
    private List<String> columnsOf(Token name) {
      Set<String> columns = new LinkedHashSet<>();
      relations.find(name.name()).ifPresent(found -> add(found, columns));
      for (int i = 1; i < tokens.size() && columns.isEmpty(); i++) {
        boolean isAlias = tokens.get(i).name().equalsIgnoreCase(name.name());
        int before = tokens.get(i - 1).is("AS") ? i - 2 : i - 1;
        if (isAlias && before >= 0) {
          relations.find(tokens.get(before).name()).ifPresent(found -> add(found, columns));
        }
      }
      return List.copyOf(columns);
    }
  }
}
