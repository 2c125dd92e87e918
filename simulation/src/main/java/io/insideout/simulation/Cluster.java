package io.insideout.simulation;

import io.insideout.catalog.Topic;
import io.insideout.catalog.Topics;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.TaskId;

/// All services on one simulated log, and what each of them could do next. The lists are in an
/// order that is the same every time, so that a lot picks the same.
record Cluster(List<SimulatedService> services) {
  Cluster {
    services = List.copyOf(services);
  }

  /// A task, and a partition that it reads.
  record Reading(SimulatedService service, Input input) {
    SimulatedTask task() {
      return service.task(input.task());
    }

    TopicPartition partition() {
      return input.partition();
    }

    /// Whether the records are rows, of which the newest of each key is the one that counts.
    boolean isTable() {
      return Topics.named(partition().topic()).filter(Topic::hasTombstones).isPresent();
    }

    @Override
    public String toString() {
      return service.name() + " " + input.task() + ", " + input.partition();
    }
  }

  /// A task that has begun.
  record Running(SimulatedService service, TaskId id, SimulatedTask task) {
    @Override
    public String toString() {
      return service.name() + " " + id;
    }
  }

  /// A table, and a partition that it follows.
  record Following(SimulatedService service, SimulatedTables tables, TopicPartition partition) {
    @Override
    public String toString() {
      return service.name() + "' table, " + partition;
    }
  }

  List<Reading> readings() {
    List<Reading> all = new ArrayList<>();
    for (SimulatedService service : services) {
      service.inputs().forEach(input -> all.add(new Reading(service, input)));
    }
    return all;
  }

  /// Those that have a record left to read.
  List<Reading> behind() {
    List<Reading> behind = readings();
    behind.removeIf(reading -> !reading.service().isBehind(reading.input()));
    return behind;
  }

  List<Running> running() {
    List<Running> running = new ArrayList<>();
    for (SimulatedService service : services) {
      service.tasks().forEach((id, task) -> running.add(new Running(service, id, task)));
    }
    return running;
  }

  /// Those that have something to commit.
  List<Running> uncommitted() {
    List<Running> uncommitted = running();
    uncommitted.removeIf(running -> !running.task().hasUncommitted());
    return uncommitted;
  }

  /// Tables that have a record left to follow.
  List<Following> tablesBehind() {
    List<Following> behind = new ArrayList<>();
    for (SimulatedService service : services) {
      service
          .tables()
          .ifPresent(
              tables ->
                  tables.partitions().stream()
                      .filter(tables::isBehind)
                      .forEach(name -> behind.add(new Following(service, tables, name))));
    }
    return behind;
  }
}
