package io.insideout.services.email.smtp;

import static io.insideout.catalog.Topics.EMAILS;

import io.insideout.runtime.Environment;
import io.insideout.runtime.Part;
import io.insideout.runtime.flow.Flow;
import io.insideout.runtime.log.LogClient;
import io.insideout.runtime.log.Right;
import io.insideout.runtime.schema.Registry.RegistryUnreachable;
import io.insideout.runtime.schema.Schemas;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries the outbox to a mail server, in a group and a thread of its own. A server that is away
/// is asked again, ever more seldom, and nothing is lost meanwhile: the position passes a mail only
/// once the server has it, or will never take it. So a crash may send one a second time, with the
/// same Message-ID.
public final class Postman implements Part {
  private static final Logger LOG = LoggerFactory.getLogger(Postman.class);
  private static final String GROUP = "email-sender";
  private static final Duration RETRY = Duration.ofMillis(500);
  private static final Duration LONGEST_RETRY = Duration.ofSeconds(30);
  private static final int DOUBLINGS = 6;

  private final LogClient log;
  private final Schemas schemas;
  private final String instance;
  private final MailServer server;
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile @Nullable Consumer<byte[], byte[]> reading;
  private volatile @Nullable Throwable failure;
  private @Nullable Thread thread;

  private Postman(LogClient log, Schemas schemas, String instance, MailServer server) {
    this.log = log;
    this.schemas = schemas;
    this.instance = instance;
    this.server = server;
  }

  /// @param url smtp://host:port or smtps://host:port
  /// @param from the sender's address
  /// @param variables the environment, where a user and a password may stand
  /// @throws io.insideout.runtime.StartFailure that says what is wrong with these
  public static Postman of(
      Environment environment, String url, String from, Map<String, String> variables) {
    return new Postman(
        environment.log(),
        environment.schemas(),
        environment.streams().instance(),
        MailServer.of(url, from, variables));
  }

  @Override
  public String name() {
    return GROUP;
  }

  @Override
  public void start() {
    thread = Thread.ofPlatform().name(GROUP).start(this::run);
  }

  private void run() {
    for (int failures = 0; closing.getCount() > 0; failures++) {
      try (Consumer<byte[], byte[]> consumer = log.member(GROUP, instance, Round.MAILS);
          MailCarrier carrier = new MailCarrier(server)) {
        reading = consumer;
        consumer.subscribe(List.of(EMAILS.name()));
        carry(new Round(consumer, schemas.serde(EMAILS).deserializer(), carrier));
      } catch (WakeupException e) {
        LOG.debug("{} closes", GROUP);
      } catch (KafkaException | RegistryUnreachable e) {
        LOG.warn("{} begins anew: {}", GROUP, e.toString());
        await(failures);
      } catch (RuntimeException e) {
        failure = e;
        LOG.error("{} stops", GROUP, e);
        return;
      }
    }
  }

  private void carry(Round round) {
    int failures = 0;
    while (closing.getCount() > 0) {
      Optional<String> heldUp = round.carry();
      if (heldUp.isEmpty()) {
        failures = 0;
      } else {
        LOG.warn("{} does not take mail: {}", server, heldUp.get());
        await(failures++);
      }
    }
  }

  private void await(int failures) {
    Duration pause = RETRY.multipliedBy(1L << Math.min(failures, DOUBLINGS));
    try {
      var _ =
          closing.await(
              Math.min(pause.toMillis(), LONGEST_RETRY.toMillis()), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// A server that is away is no trouble of the system's: the outbox keeps what waits for it.
  @Override
  public Optional<String> trouble() {
    return Optional.ofNullable(failure).map(e -> "stopped: " + e);
  }

  @Override
  public Optional<Flow> flow() {
    return Optional.of(Flow.OfGroup.reading(GROUP, EMAILS.name()));
  }

  @Override
  public List<Right> rights() {
    String why = "its reader '%s'".formatted(GROUP);
    return List.of(
        Right.group(GROUP, why, AclOperation.READ),
        Right.topic(EMAILS.name(), why, AclOperation.READ));
  }

  @Override
  public void close() {
    closing.countDown();
    Consumer<byte[], byte[]> consumer = reading;
    if (consumer != null) {
      consumer.wakeup();
    }
    Thread running = thread;
    if (running != null) {
      try {
        running.join(Duration.ofSeconds(15));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
