package io.insideout.acceptance;

import io.insideout.runtime.log.LogClient;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// What a user of a locked log can do there, found out by trying: with real clients, and by what
/// the log answers.
final class LockedUser implements AutoCloseable {
  private static final byte[] RUBBISH = {1};
  private static final Duration POLL = Duration.ofMillis(100);
  private static final int MOST_POLLS = 300;

  private final LogClient log;
  private final String user;
  private final Admin admin;

  LockedUser(LockedLog log, String user) {
    this.log = log.client(user);
    this.user = user;
    this.admin = this.log.admin();
  }

  /// The topics that it is shown.
  List<String> topics() throws Exception {
    return admin.listTopics().names().get().stream().sorted().toList();
  }

  /// Writes a record that is of no use to anybody into the first partition of each topic.
  ///
  /// @return where it could
  Set<String> write(Collection<String> topics) {
    Map<String, Future<?>> sent = new HashMap<>();
    // Without a number for each record, so that nothing but the topics decides.
    Map<String, Object> plainly = log.with(Map.of(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false));
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(plainly, new ByteArraySerializer(), new ByteArraySerializer())) {
      topics.forEach(
          topic ->
              sent.put(topic, producer.send(new ProducerRecord<>(topic, 0, RUBBISH, RUBBISH))));
      Set<String> written = new TreeSet<>();
      for (String topic : topics) {
        if (isAllowed(sent.get(topic))) {
          written.add(topic);
        }
      }
      return written;
    }
  }

  /// Reads the first records of topics that have some.
  ///
  /// @return which it could
  Set<String> read(Collection<String> topics) {
    Set<String> read = new TreeSet<>();
    try (Consumer<byte[], byte[]> reader = log.reader("try", 1, 10)) {
      for (String topic : topics) {
        if (reads(reader, topic)) {
          read.add(topic);
        }
      }
    }
    return read;
  }

  private static boolean reads(Consumer<byte[], byte[]> reader, String topic) {
    List<TopicPartition> first = List.of(new TopicPartition(topic, 0));
    try {
      reader.assign(first);
      reader.seekToBeginning(first);
      for (int polls = 0; polls < MOST_POLLS; polls++) {
        if (!reader.poll(POLL).isEmpty()) {
          return true;
        }
      }
    } catch (TopicAuthorizationException refused) {
      return false;
    }
    throw new AssertionError("neither read nor refused: " + topic);
  }

  /// Puts positions of groups.
  ///
  /// @return of which it could, or was refused for another reason than that it may not
  Set<String> groups(Collection<String> groups) throws InterruptedException {
    Set<String> own = new TreeSet<>();
    for (String group : groups) {
      try {
        var _ =
            admin
                .alterConsumerGroupOffsets(
                    group, Map.of(new TopicPartition("orders", 0), new OffsetAndMetadata(0)))
                .all()
                .get();
        own.add(group);
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof GroupAuthorizationException)) {
          own.add(group);
        }
      }
    }
    return own;
  }

  /// Takes transactional ids over.
  ///
  /// @return of which it could
  Set<String> transactions(Collection<String> ids) {
    Set<String> own = new TreeSet<>();
    var fenced = admin.fenceProducers(ids).fencedProducers();
    for (String id : ids) {
      if (isAllowed(fenced.get(id).toCompletionStage().toCompletableFuture())) {
        own.add(id);
      }
    }
    return own;
  }

  /// Whether it may make a topic of that name.
  boolean makes(String topic) {
    return isAllowed(
        admin
            .createTopics(
                List.of(new NewTopic(topic, 1, (short) 1)),
                new CreateTopicsOptions().validateOnly(true))
            .all()
            .toCompletionStage()
            .toCompletableFuture());
  }

  /// Whether it may allow itself to read a topic.
  boolean grantsItself(String topic) {
    return isAllowed(
        admin
            .createAcls(List.of(toRead("User:" + user, topic)))
            .all()
            .toCompletionStage()
            .toCompletableFuture());
  }

  /// Allows a principal to read a topic.
  void give(String principal, String topic) throws Exception {
    var _ = admin.createAcls(List.of(toRead(principal, topic))).all().get();
  }

  /// Takes that away.
  void take(String principal, String topic) throws Exception {
    var _ = admin.deleteAcls(List.of(toRead(principal, topic).toFilter())).all().get();
  }

  private static AclBinding toRead(String principal, String topic) {
    return new AclBinding(
        new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
        new AccessControlEntry(principal, "*", AclOperation.READ, AclPermissionType.ALLOW));
  }

  private static boolean isAllowed(Future<?> done) {
    try {
      var _ = done.get();
      return true;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AuthorizationException) {
        return false;
      }
      if (e.getCause() instanceof TopicExistsException) {
        return true;
      }
      throw new AssertionError("neither allowed nor refused", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  @Override
  public void close() {
    admin.close();
  }
}
