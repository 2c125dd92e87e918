package io.insideout.story;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.insideout.catalog.Order;
import io.insideout.runtime.view.AsOf;
import io.insideout.story.Facts.Fact;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The story of an order, as it is shown.
///
/// @param state of the newest version; absent while the order was not taken
/// @param cut true where there are more records than are told: then the steps are the first and the
///   last
/// @param edges which record was made from which, by coordinates
/// @param pending whom the order waits for
@JsonInclude(JsonInclude.Include.NON_NULL)
record Story(
    String orderId,
    @Nullable String state,
    @Nullable Integer version,
    AsOfJson asOf,
    @Nullable Boolean cut,
    List<Step> steps,
    List<Edge> edges,
    List<AwaitedJson> pending) {

  /// How far the view is.
  ///
  /// @param time when it was known to show all that was committed; absent while it is being built
  /// @param behind how many records it has to read still; absent where nobody knows yet
  /// @param building true while it has never been as far as the log
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record AsOfJson(@Nullable String time, @Nullable Long behind, @Nullable Boolean building) {
    static AsOfJson of(AsOf asOf) {
      boolean building = asOf.millis() == 0;
      return new AsOfJson(
          building ? null : Instant.ofEpochMilli(asOf.millis()).toString(),
          asOf.behind() < 0 ? null : asOf.behind(),
          building ? true : null);
    }
  }

  /// @param outside true where the cause is none of the story's records
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Edge(String cause, String effect, @Nullable Long afterMillis, @Nullable Boolean outside) {}

  /// @param waitedMillis how long, as of now
  /// @param setAside a dead letter that may hold it up
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record AwaitedJson(
      String who, String what, String since, long waitedMillis, @Nullable String setAside) {
    static AwaitedJson of(Awaited awaited, Instant now) {
      return new AwaitedJson(
          awaited.who(),
          awaited.what(),
          Instant.ofEpochMilli(awaited.sinceMillis()).toString(),
          Math.max(0, now.toEpochMilli() - awaited.sinceMillis()),
          awaited.setAside());
    }
  }

  /// @param restsOn which row of another topic an answer rests on, by coordinates
  static Story of(
      String orderId,
      List<Told> records,
      boolean isCut,
      Map<String, String> restsOn,
      AsOf asOf,
      Instant now) {
    List<Told> sequence = Sequence.of(records);
    List<Step> steps = Steps.of(sequence, restsOn);
    Facts facts = Facts.of(sequence);
    Fact<Order> order = facts.order();
    return new Story(
        orderId,
        order == null ? null : order.value().getState().name(),
        order == null ? null : order.value().getVersion(),
        AsOfJson.of(asOf),
        isCut ? true : null,
        steps,
        steps.stream().filter(step -> step.cause() != null).map(Story::edge).toList(),
        Pending.of(facts).stream().map(one -> AwaitedJson.of(one, now)).toList());
  }

  private static Edge edge(Step step) {
    return new Edge(
        String.valueOf(step.cause()), step.log(), step.afterMillis(), step.causeOutside());
  }
}
