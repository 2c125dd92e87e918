package io.insideout.acceptance;

import static io.insideout.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// A list of orders that is followed.
@ExtendWith(OneSystem.class)
class OrderListTest {
  private final TestSystem system;
  private final Http http;

  OrderListTest(TestSystem system) {
    this.system = system;
    this.http = system.http();
  }

  private Listener follow(String query) {
    try {
      return Listener.at(system.url().resolve("/api/orders?" + query));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  private String place(String customer) {
    return http.place(
        """
        {"customerId": "%s", "cardToken": "tok-silent-list", "lines": [{"sku": "FOLLOWED-LIST", "quantity": 1}]}"""
            .formatted(customer));
  }

  private static List<String> shown(Listener.Event page) {
    List<String> shown = new ArrayList<>();
    for (JsonNode order : page.data().path("orders")) {
      shown.add(order.path("orderId").asText() + " " + order.path("state").asText());
    }
    return shown;
  }

  @Test
  void a_list_is_told_whole_and_again_whenever_it_is_another() {
    system.sell("FOLLOWED-LIST", 10);
    system.customer("followed-list");
    try (Listener listener = follow("customer=followed-list&limit=5")) {
      eventually("it begins", () -> listener.events().size() == 1);
      assertThat(listener.contentType()).startsWith("text/event-stream");
      assertThat(shown(listener.events().getFirst())).isEmpty();

      String first = place("followed-list");
      http.settled(first);
      eventually(
          "it is told",
          () -> shown(listener.events().getLast()).equals(List.of(first + " VALIDATED")));
      http.settled(place("somebody-else"));
      http.post("/api/orders/" + first + "/cancel", "").expect(202);
      eventually(
          "it is told that it changed",
          () -> shown(listener.events().getLast()).equals(List.of(first + " CANCELLED")));
      assertThat(listener.events()).doesNotHaveDuplicates().allMatch(one -> shown(one).size() <= 1);
    }
  }

  @Test
  void what_cannot_be_listed_cannot_be_followed() {
    try (Listener listener = follow("state=NONE")) {
      assertThat(listener.status()).isEqualTo(400);
    }
  }

  @Test
  void as_many_follow_as_may_and_who_goes_makes_room() {
    List<Listener> listeners = new ArrayList<>();
    try {
      do {
        listeners.add(follow("limit=1"));
      } while (listeners.getLast().status() == 200 && listeners.size() <= 64);
      assertThat(listeners.getLast().status()).isEqualTo(503);
      assertThat(listeners).hasSizeGreaterThan(32);
    } finally {
      listeners.forEach(Listener::close);
    }
    eventually("there is room again", this::isFollowed);
  }

  private boolean isFollowed() {
    try (Listener listener = follow("limit=1")) {
      return listener.status() == 200;
    }
  }
}
