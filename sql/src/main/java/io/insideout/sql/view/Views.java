package io.insideout.sql.view;

import static java.util.Objects.requireNonNull;

import io.insideout.catalog.Topic;
import io.insideout.catalog.Topics;
import io.insideout.runtime.Environment;
import io.insideout.runtime.Part;
import io.insideout.runtime.log.Right;
import io.insideout.sql.dialect.Relation;
import io.insideout.sql.dialect.Relations;
import io.insideout.sql.table.TopicTable;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.acl.AclOperation;

/// The views that there are: one of each topic of the catalogue that tells what is. Each is opened
/// when it is first asked, and followed from then on; nobody pays for one that nobody asks.
public final class Views implements Part, Relations {
  private final Map<String, Relation> relations = new TreeMap<>();
  private final Map<String, KeptView> kept = new TreeMap<>();

  public Views(Environment environment) {
    for (Topic<?> topic : Topics.ofWhatIs()) {
      Relation relation = TopicTable.view(topic);
      relations.put(relation.name(), relation);
      kept.put(relation.name(), new KeptView(topic, environment));
    }
  }

  @Override
  public Collection<Relation> all() {
    return relations.values();
  }

  /// The view of a relation.
  KeptView of(Relation relation) {
    return requireNonNull(kept.get(relation.name()));
  }

  @Override
  public String name() {
    return "sql views";
  }

  @Override
  public boolean isVital() {
    return false;
  }

  /// Opens nothing: the first question does.
  @Override
  public void start() {}

  @Override
  public Optional<String> trouble() {
    return kept.values().stream().map(KeptView::trouble).flatMap(Optional::stream).findFirst();
  }

  /// Those that were asked for.
  @Override
  public List<? extends Part> parts() {
    return kept.values().stream().flatMap(one -> one.opened().stream()).toList();
  }

  /// Those of every view that somebody may ask.
  @Override
  public List<Right> rights() {
    return Topics.ofWhatIs().stream()
        .map(topic -> Right.topic(topic.name(), "its views", AclOperation.READ))
        .toList();
  }

  @Override
  public void close() {
    kept.values().forEach(KeptView::close);
  }
}
