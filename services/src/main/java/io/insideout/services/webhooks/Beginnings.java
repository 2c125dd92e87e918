package io.insideout.services.webhooks;

import static io.insideout.catalog.Topics.ORDERS;

import io.insideout.catalog.Webhook;
import io.insideout.runtime.Environment;
import io.insideout.runtime.log.CommittedEnds;
import io.insideout.runtime.log.LogClient;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where subscriptions begin in `orders`, as offsets by partition.
final class Beginnings implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Beginnings.class);

  private final LogClient log;
  private final CommittedEnds ends;
  private final List<TopicPartition> partitions;

  Beginnings(Environment inside) {
    this.log = inside.log();
    this.ends = new CommittedEnds(log);
    this.partitions =
        IntStream.range(0, inside.streams().partitions().applyAsInt(ORDERS))
            .mapToObj(partition -> new TopicPartition(ORDERS.name(), partition))
            .toList();
  }

  /// Behind what is committed at the call: whatever comes later is sent, whoever takes it.
  List<Long> now() throws InterruptedException {
    Map<TopicPartition, Long> found = ends.of(partitions);
    return partitions.stream().map(partition -> found.getOrDefault(partition, 0L)).toList();
  }

  /// Where a subscription stands. A group that nobody is in forgets that some day; its row does
  /// not.
  List<Long> of(Webhook webhook) throws InterruptedException {
    Map<TopicPartition, OffsetAndMetadata> committed = committed(webhook);
    return partitions.stream()
        .map(
            partition -> {
              OffsetAndMetadata position = committed.get(partition);
              return position == null ? begin(webhook, partition) : Long.valueOf(position.offset());
            })
        .toList();
  }

  private static Long begin(Webhook webhook, TopicPartition partition) {
    List<Long> begins = webhook.getBegins();
    return partition.partition() < begins.size() ? begins.get(partition.partition()) : 0L;
  }

  private Map<TopicPartition, OffsetAndMetadata> committed(Webhook webhook)
      throws InterruptedException {
    try (Admin admin = log.admin()) {
      Map<TopicPartition, OffsetAndMetadata> found = new HashMap<>();
      admin
          .listConsumerGroupOffsets(Courier.group(webhook.getWebhookId()))
          .partitionsToOffsetAndMetadata()
          .get()
          .forEach(
              (partition, position) -> {
                if (position != null) {
                  found.put(partition, position);
                }
              });
      return found;
    } catch (ExecutionException e) {
      LOG.debug("the position of webhook {} is not known", webhook.getWebhookId(), e);
      return Map.of();
    }
  }

  @Override
  public void close() {
    ends.close();
  }
}
