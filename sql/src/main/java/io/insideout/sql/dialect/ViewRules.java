package io.insideout.sql.dialect;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a query over views must keep to: it reads nothing else, and wants nothing that only what
/// goes on can have. What it may want is seen before it is known what it reads, so that is judged
/// at the end.
final class ViewRules {
  private static final String BOTH =
      "A query is over views or over streams and tables, and not over both";

  private final Rewriting rewriting;
  private final Relations relations;
  private @Nullable Boolean isOverViews;
  private @Nullable SqlError refusal;

  ViewRules(Rewriting rewriting, Relations relations) {
    this.rewriting = rewriting;
    this.relations = relations;
  }

  /// A relation that the query reads, in the order in which they stand there.
  void reads(RelationName name, boolean isView) {
    if (isOverViews != null && isOverViews != isView) {
      String view = "views." + (isView ? name.path().getLast() : name.text());
      throw rewriting.error(
          name.token(),
          BOTH,
          isView
              ? "write " + name.path().getLast() + " without views., or views. at the others too"
              : relations.find(view).filter(Relation::isView).isPresent()
                  ? "write " + view + ", or leave views. away at the others"
                  : "leave views. away at the others");
    }
    isOverViews = isView;
  }

  SqlError unknown(RelationName name) {
    List<String> names =
        relations.all().stream().filter(Relation::isView).map(Relation::name).toList();
    List<String> near = Nearest.to(name.text(), names);
    return rewriting.error(
        name.token(),
        "There is no view '" + name.text() + "'",
        near.isEmpty() ? "SHOW VIEWS lists what there is" : Nearest.question(near));
  }

  void windowed(Token token) {
    refuse(
        token,
        "A view is what is now, and has no windows",
        "leave WINDOW away, or ask the stream: leave views. away");
  }

  void emitting(Token token) {
    refuse(
        token,
        "A view is asked once, and nothing comes later",
        "leave EMIT away, or ask what goes on: leave views. away");
  }

  void ofThen(Token token) {
    refuse(token, "A view is as of now", "leave FOR SYSTEM_TIME AS OF away");
  }

  void ofSeveral(Token token) {
    refuse(
        token,
        "A view has one row for each key, and no order in which they happened",
        "ask the stream: leave views. away");
  }

  private void refuse(Token token, String problem, String instead) {
    if (refusal == null) {
      refusal = rewriting.error(token, problem, instead);
    }
  }

  /// Whether it reads views.
  boolean isOverViews() {
    return isOverViews != null && isOverViews;
  }

  /// @throws SqlError if it is over views, and something in it is for streams
  void check() {
    if (isOverViews() && refusal != null) {
      throw refusal;
    }
  }
}
