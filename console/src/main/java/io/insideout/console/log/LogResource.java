package io.insideout.console.log;

import io.insideout.console.log.Question.Start;
import io.insideout.runtime.http.Answer;
import io.insideout.runtime.http.EventStream;
import io.insideout.runtime.http.Problem;
import io.insideout.runtime.http.Request;
import io.insideout.runtime.http.Route;
import io.insideout.runtime.schema.Registry;
import io.insideout.runtime.schema.Schemas;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The log over HTTP. Nothing here writes to it.
final class LogResource {
  private static final Logger LOG = LoggerFactory.getLogger(LogResource.class);
  private static final int MOST_SEARCHES = 4;
  private static final int MOST_LISTENERS = 16;
  private static final long PATIENCE_MILLIS = 5_000;

  private final LogDesk desk;
  private final TopicsBoard topics;
  private final GroupsBoard groups;
  private final Decoder decoder;
  private final Semaphore searches = new Semaphore(MOST_SEARCHES);
  private final Semaphore listeners = new Semaphore(MOST_LISTENERS);

  LogResource(LogDesk desk, Schemas schemas) {
    this.desk = desk;
    this.topics = new TopicsBoard(desk, new Rates());
    this.groups = new GroupsBoard(desk);
    this.decoder = new Decoder(schemas);
  }

  List<Route> routes() {
    return List.of(
        Route.get("/api/log/topics", this::topics),
        Route.get("/api/log/topics/{topic}/records", this::records),
        Route.get("/api/log/groups", this::groups),
        Route.get("/api/log/groups/{group}", this::group));
  }

  private Answer topics(Request request) throws InterruptedException {
    request.allowQuery();
    return asked(() -> Answer.json(Map.of("topics", topics.topics())));
  }

  private Answer groups(Request request) throws InterruptedException {
    request.allowQuery("topic");
    Optional<String> topic = request.query("topic");
    return asked(
        () -> {
          if (topic.isPresent()) {
            desk.partitions(Question.possible(topic.get()));
          }
          return Answer.json(Map.of("groups", groups.groups(topic)));
        });
  }

  private Answer group(Request request) throws InterruptedException {
    request.allowQuery();
    return asked(() -> Answer.json(groups.group(request.path("group"))));
  }

  private Answer records(Request request) throws InterruptedException {
    Question question = Question.of(request);
    Search search = new Search(desk, decoder);
    return EventStream.isWanted(request)
        ? listen(question, search)
        : asked(() -> Answer.json(search.answer(question)));
  }

  private interface Asked {
    Answer answer() throws InterruptedException;
  }

  private Answer asked(Asked asked) throws InterruptedException {
    if (!searches.tryAcquire(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
      throw tooMany(MOST_SEARCHES);
    }
    try {
      return asked.answer();
    } catch (KafkaException | Registry.RegistryUnreachable e) {
      LOG.warn("the log cannot be shown", e);
      throw Problem.unavailable("the log or the schema registry does not answer");
    } finally {
      searches.release();
    }
  }

  private Answer listen(Question question, Search search) throws InterruptedException {
    if (!(question.start() instanceof Start.Edge(var direction))
        || direction != Direction.BACKWARD) {
      throw Problem.invalid("from", "is end for who listens to what comes");
    }
    List<TopicPartition> partitions = search.partitions(question);
    if (!listeners.tryAcquire()) {
      throw tooMany(MOST_LISTENERS);
    }
    Tail tail = new Tail(question.query(), decoder, desk::isClosed);
    return Answer.stream(
        EventStream.TYPE,
        out -> {
          try (Consumer<byte[], byte[]> reader = desk.reader()) {
            reader.assign(partitions);
            reader.seekToEnd(partitions);
            // A position is looked up when it is asked for: what comes from now on is told.
            partitions.forEach(reader::position);
            tail.write(reader, new EventStream(out));
          } catch (KafkaException | Registry.RegistryUnreachable e) {
            throw new IOException("the log cannot be read on", e);
          } finally {
            listeners.release();
          }
        });
  }

  private static Problem tooMany(int most) {
    return new Problem(
        429,
        "too-many-readers",
        "Too many are reading the log",
        "%d are at it, and more may not; try again in a moment".formatted(most),
        List.of());
  }
}
