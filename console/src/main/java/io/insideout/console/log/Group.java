package io.insideout.console.log;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// A group of readers as the log tells of it.
///
/// @param told its members, where the log tells them
/// @param positions the offset that it reads next, of each partition that it has committed in
record Group(
    GroupListing listed,
    @Nullable ConsumerGroupDescription told,
    Map<TopicPartition, Long> positions) {

  String name() {
    return listed.groupId();
  }

  /// What kind of readers they are: Kafka Streams, Kafka Connect, or plain consumers.
  String kind() {
    if (listed.protocol().equals("connect")) {
      return "connect";
    }
    boolean isStreams = told != null && told.partitionAssignor().equals("stream");
    return isStreams ? "streams" : "consumer";
  }

  String state() {
    return listed.groupState().map(Object::toString).orElse("Unknown");
  }

  Collection<MemberDescription> members() {
    return told == null ? List.of() : told.members();
  }

  List<Map<String, @Nullable Object>> shownMembers() {
    List<Map<String, @Nullable Object>> shown = new ArrayList<>();
    for (MemberDescription member : members()) {
      Map<String, @Nullable Object> one = new LinkedHashMap<>();
      one.put("clientId", member.clientId());
      one.put("host", member.host().startsWith("/") ? member.host().substring(1) : member.host());
      one.put("instance", member.groupInstanceId().orElse(null));
      one.put(
          "partitions",
          member.assignment().topicPartitions().stream()
              .sorted(Places.ORDER)
              .map(place -> place.topic() + "/" + place.partition())
              .toList());
      shown.add(one);
    }
    return shown;
  }
}
