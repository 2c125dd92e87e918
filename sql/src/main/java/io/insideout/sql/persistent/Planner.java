package io.insideout.sql.persistent;

import io.insideout.catalog.SqlQuery;
import io.insideout.sql.dialect.Dialect;
import io.insideout.sql.dialect.Rewritten;
import io.insideout.sql.dialect.Statement;
import io.insideout.sql.engine.FlinkReason;
import io.insideout.sql.engine.Job;
import io.insideout.sql.engine.Question;
import io.insideout.sql.engine.Questions;
import io.insideout.sql.engine.SqlEngine;
import io.insideout.sql.table.Reading;
import io.insideout.sql.table.SinkTable;
import io.insideout.sql.table.Tables;
import io.insideout.sql.table.TopicTable;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Makes of a query the job that runs it.
///
/// @param system tells this system's jobs from those of others that the same cluster runs
/// @param checkpoints the directory that the checkpoints of all queries are in
/// @param commitEvery how often what they write is committed
/// @param transactionTimeoutMs how long the log keeps a transaction that nobody ends
record Planner(
    SqlEngine engine,
    Questions questions,
    String system,
    URI checkpoints,
    Duration commitEvery,
    long transactionTimeoutMs) {
  static final String PREFIX = "insideout-sql-";

  /// A job, and the topics that it reads.
  record Planned(Job job, Set<String> reads) {}

  /// What the columns of a query are, and the query itself.
  ///
  /// @throws io.insideout.sql.dialect.SqlError at the place where it cannot be
  QueryPlan plan(Statement.Query query, List<String> into, Tables.Found found)
      throws InterruptedException {
    Rewritten rewritten = query.carrying(found);
    Reading all = new Reading(new Reading.From.Beginning(), false);
    Question question = questions.of("columns", rewritten, found, all);
    try {
      return new QueryPlan(rewritten, engine.columns(question), into);
    } catch (SqlEngine.NotUnderstood refused) {
      throw FlinkReason.of(refused.reason(), rewritten);
    }
  }

  /// Makes the topic that a query has to make, where it has not come to that yet.
  void makeTopic(SqlQuery query, Tables.Found found, Tables tables)
      throws IOException, InterruptedException {
    if (Dialect.statements(query.getText()).getFirst() instanceof Statement.CreateAs create) {
      Draft draft = Draft.of(create, found, this);
      Set<String> reads = planned(query, draft.plan(), draft.table(), found).reads();
      draft.topic().spreadAs(reads, tables.admin()).create(tables.admin(), tables);
    }
  }

  /// The job of a query that is kept.
  Planned planned(SqlQuery query, TopicTable into, Tables.Found found) throws InterruptedException {
    QueryPlan plan =
        plan(QueryPlan.queryOf(query.getText()), QueryPlan.columnsOf(query.getText()), found);
    return planned(query, plan, into, found);
  }

  Planned planned(SqlQuery query, QueryPlan plan, TopicTable into, Tables.Found found) {
    Reading reading = new Reading(Beginnings.of(query), false, nameInLog(query.getQueryId()));
    Question question = questions.of(query.getQueryId(), plan.query(), found, reading);
    Surroundings around =
        new Surroundings(
            jobName(query.getQueryId()),
            questions.place(),
            new SinkTable.Transactions(nameInLog(query.getQueryId()), transactionTimeoutMs),
            URI.create(checkpoints + "/" + query.getQueryId()).toString(),
            commitEvery);
    Job job = plan.job(question, new SinkTable(into, query.getKeys()), around);
    Set<String> reads = new TreeSet<>();
    for (String name : plan.query().reads()) {
      TopicTable table = found.tables().get(name);
      if (table != null) {
        reads.add(table.topic());
      }
    }
    return new Planned(job, reads);
  }

  /// What the log knows a query by: the consumer group that shows how far it has come, and how the
  /// names of its transactions begin.
  static String nameInLog(String queryId) {
    return PREFIX + queryId;
  }

  String jobName(String queryId) {
    return system + " " + queryId;
  }
}
