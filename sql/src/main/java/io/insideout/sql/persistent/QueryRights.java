package io.insideout.sql.persistent;

import io.insideout.catalog.Topics;
import io.insideout.runtime.log.Right;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclOperation;

/// What queries have to be allowed in a log that is locked. They may read every topic of the
/// catalogue. What they are called that they make is not known before somebody types it, so there
/// it begins with `sql-`.
public final class QueryRights {
  /// How topics begin that queries may make at a locked log.
  static final String OUTPUTS = "sql-";

  private static final String WHY = "queries";

  private QueryRights() {}

  /// Those of all queries that there may be.
  public static List<Right> all() {
    return Stream.concat(
            Topics.all().stream().map(topic -> Right.topic(topic.name(), WHY, AclOperation.READ)),
            Stream.of(
                Right.topics(
                    OUTPUTS,
                    "topics that queries make",
                    AclOperation.CREATE,
                    AclOperation.DESCRIBE_CONFIGS,
                    AclOperation.READ,
                    AclOperation.WRITE),
                Right.groups(
                    Planner.PREFIX,
                    "queries that go on by themselves",
                    AclOperation.DELETE,
                    AclOperation.READ),
                Right.transactions(Planner.PREFIX, "queries that go on by themselves"),
                Right.cluster("how long a transaction may be open", AclOperation.DESCRIBE_CONFIGS)))
        .toList();
  }
}
