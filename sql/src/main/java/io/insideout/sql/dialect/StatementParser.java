package io.insideout.sql.dialect;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/// Reads one statement.
final class StatementParser {
  private static final int LONGEST_TOPIC = 249;
  private static final String FORM_OF_CREATE = "write CREATE TABLE name AS SELECT …";

  private final Tokens tokens;
  private final QueryParser queries;
  private final FromParser names;

  StatementParser(Tokens tokens) {
    this.tokens = tokens;
    this.queries = new QueryParser(tokens);
    this.names =
        new FromParser(
            tokens, queries, new ExpressionParser(tokens, queries), new WindowParser(tokens));
  }

  Statement whole() {
    Statement statement = statement();
    if (!tokens.isAtEnd()) {
      throw notUnderstood();
    }
    return statement;
  }

  /// A keyword that is misspelt is taken for a name, and so the word behind it is in the wrong
  /// place.
  private SqlError notUnderstood() {
    for (Token token : List.of(tokens.previous(), tokens.peek())) {
      List<String> near = Nearest.to(token.text(), Keywords.BEGINNINGS);
      boolean isMisspelt = token.kind() == Token.Kind.WORD && !Keywords.isReserved(token);
      if (isMisspelt && !near.isEmpty()) {
        return tokens.error(
            token, token.shown() + " is not understood here", Nearest.question(near));
      }
    }
    return tokens.error(
        tokens.peek(),
        tokens.peek().shown() + " is not understood here",
        "write ; where a statement ends, and , between columns");
  }

  private Statement statement() {
    Token first = tokens.peek();
    if (OperandParser.isQuery(first) || first.is("(")) {
      return query();
    }
    String word = first.kind() == Token.Kind.WORD ? first.upper() : "";
    return switch (word) {
      case "SHOW", "LIST" -> show();
      case "DESCRIBE", "DESC" -> describe();
      case "PRINT" -> print();
      case "CREATE" -> create();
      case "INSERT" -> insert();
      case "TERMINATE" -> terminate();
      case "EXPLAIN" -> explain();
      default -> throw unknown(first);
    };
  }

  private SqlError unknown(Token first) {
    List<String> near = Nearest.to(first.text(), Keywords.STATEMENTS);
    return tokens.error(
        first,
        "A statement does not begin with " + first.shown(),
        switch (first.upper()) {
          case "DROP" -> "write TERMINATE query, which ends what writes it";
          case "PAUSE", "RESUME" -> "write TERMINATE query, and CREATE it again";
          default ->
              near.isEmpty()
                  ? "write one of " + String.join(", ", Keywords.STATEMENTS)
                  : Nearest.question(near);
        });
  }

  private Statement.Query query() {
    Token first = tokens.peek();
    QueryTree tree = queries.query();
    return new Statement.Query(text(first), new ParsedQuery(tokens.source(), tree));
  }

  /// What was typed from a token to here.
  private String text(Token first) {
    return tokens.source().text().substring(first.start(), tokens.peek().start()).strip();
  }

  private Statement show() {
    tokens.next();
    Token what = tokens.next();
    for (Statement.Listing listing : Statement.Listing.values()) {
      if (what.is(listing.name())) {
        return new Statement.Show(listing);
      }
    }
    throw tokens.error(
        what,
        "There is no list of " + what.shown(),
        "write SHOW TOPICS, STREAMS, TABLES, VIEWS or QUERIES");
  }

  private Statement describe() {
    tokens.next();
    Name name = name();
    tokens.skip("EXTENDED");
    return new Statement.Describe(name);
  }

  private Statement print() {
    tokens.next();
    Name topic = name();
    boolean fromBeginning = tokens.skip("FROM");
    if (fromBeginning) {
      tokens.expect("BEGINNING", "write PRINT topic FROM BEGINNING");
    }
    OptionalLong limit = OptionalLong.empty();
    if (tokens.skip("LIMIT")) {
      limit = OptionalLong.of(Long.parseLong(TailParser.wholeNumber(tokens).text()));
    }
    return new Statement.Print(topic, fromBeginning, limit);
  }

  private Statement create() {
    Token first = tokens.next();
    if (tokens.at("OR", "REPLACE")) {
      throw tokens.error(
          tokens.peek(),
          "What a running query writes is not replaced",
          "end the query with TERMINATE, and CREATE under another name");
    }
    Statement.Kind kind;
    if (tokens.skip("STREAM")) {
      kind = Statement.Kind.STREAM;
    } else {
      tokens.expect("TABLE", "write CREATE STREAM or CREATE TABLE name AS SELECT …");
      kind = Statement.Kind.TABLE;
    }
    boolean ifNotExists = tokens.skip("IF");
    if (ifNotExists) {
      tokens.expect("NOT", "write IF NOT EXISTS");
      tokens.expect("EXISTS", "write IF NOT EXISTS");
    }
    Name name = topicName();
    if (tokens.at("(")) {
      throw tokens.error(
          tokens.peek(),
          "Columns are not declared: every topic with a schema is a relation by itself",
          FORM_OF_CREATE);
    }
    Map<String, String> properties = tokens.skip("WITH") ? properties() : Map.of();
    tokens.expect("AS", FORM_OF_CREATE);
    Statement.Query query = goingOn();
    return new Statement.CreateAs(text(first), kind, name, ifNotExists, properties, query);
  }

  private Map<String, String> properties() {
    Map<String, String> properties = new LinkedHashMap<>();
    tokens.expect("(", "write WITH (key = 'value')");
    while (!tokens.at(")")) {
      Token key = tokens.peek();
      String name =
          key.kind() == Token.Kind.WORD
              ? names.name("A property").text().toLowerCase(Locale.ROOT)
              : property();
      tokens.expect("=", "write WITH (" + name + " = 'value')");
      if (properties.put(name, property()) != null) {
        throw tokens.error(key, name + " is said twice", "say it once");
      }
      if (!tokens.skip(",")) {
        break;
      }
    }
    tokens.expect(")", "close WITH ( with )");
    return Collections.unmodifiableMap(properties);
  }

  private String property() {
    Token token = tokens.next();
    return switch (token.kind()) {
      case STRING -> token.string();
      case WORD -> token.text().toLowerCase(Locale.ROOT);
      case QUOTED, NUMBER -> token.name();
      case SYMBOL, HINT, UNFINISHED, STRAY, END ->
          throw tokens.error(
              token,
              "A property or its value is missing before " + token.shown(),
              "write WITH (key = 'value')");
    };
  }

  private Statement insert() {
    Token first = tokens.next();
    tokens.expect("INTO", "write INSERT INTO name SELECT …");
    Name name = name();
    List<String> columns = new ArrayList<>();
    if (tokens.at("(") && !OperandParser.isQuery(tokens.peek(1))) {
      names.columns().forEach(column -> columns.add(column.name()));
    }
    Statement.Query query = goingOn();
    return new Statement.InsertInto(text(first), name, List.copyOf(columns), query);
  }

  /// The query of what goes on writing.
  private Statement.Query goingOn() {
    Token first = tokens.peek();
    if (!OperandParser.isQuery(first) && !first.is("(")) {
      throw tokens.error(first, "A query is missing before " + first.shown(), "write SELECT …");
    }
    Statement.Query query = query();
    QueryTree.Tail tail = query.parsed().tree().tail();
    if (tail.limit() != null && tail.orderBy() == null) {
      throw tokens.error(
          tail.limit(),
          "What is written goes on, and has no LIMIT",
          "leave it away, or write ORDER BY … LIMIT for the first so many as of now");
    }
    return query;
  }

  private Statement terminate() {
    tokens.next();
    if (tokens.at("QUERY") && tokens.peek(1).isName()) {
      tokens.next();
    }
    boolean isAll = tokens.at("ALL") && tokens.peek(1).kind() == Token.Kind.END;
    return isAll && tokens.skip("ALL")
        ? new Statement.TerminateAll()
        : new Statement.Terminate(name());
  }

  private Statement explain() {
    tokens.next();
    if (tokens.skip("PLAN")) {
      tokens.expect("FOR", "write EXPLAIN SELECT …");
    }
    Token first = tokens.peek();
    boolean isQuery = OperandParser.isQuery(first) || first.is("(");
    boolean isWriting = first.is("CREATE") || first.is("INSERT");
    if (isQuery || (isWriting && !tokens.peek(1).is("-"))) {
      return new Statement.Explain(statement());
    }
    return new Statement.ExplainQuery(name());
  }

  /// A topic, relation or query, in each of the forms that a name has.
  private Name name() {
    Token token = tokens.peek();
    if (token.kind() == Token.Kind.STRING) {
      return new Name(tokens.next().string(), tokens.source().place(token.start()));
    }
    return new Name(names.name("A name").text(), tokens.source().place(token.start()));
  }

  private Name topicName() {
    Token token = tokens.peek();
    Name name = name();
    boolean isLegal =
        !name.text().isEmpty()
            && name.text().length() <= LONGEST_TOPIC
            && name.text().chars().allMatch(StatementParser::isOfTopic);
    if (!isLegal) {
      throw tokens.error(
          token,
          "No topic can have the name " + token.shown(),
          "write letters, digits, - and _, at most " + LONGEST_TOPIC);
    }
    return name;
  }

  private static boolean isOfTopic(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "_-.".indexOf(c) >= 0;
  }
}
