package io.insideout.acceptance;

import static io.insideout.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Many who follow stories at the same time.
@ExtendWith(OneSystem.class)
class StoryFollowersTest {
  private final TestSystem system;

  StoryFollowersTest(TestSystem system) {
    this.system = system;
  }

  @Test
  void as_many_follow_as_may_and_who_goes_makes_room() throws Exception {
    system.sell("FOLLOWED", 10);
    String id =
        system
            .http()
            .place(
                "{\"cardToken\": \"followed\", \"lines\": [{\"sku\": \"FOLLOWED\", \"quantity\": 1}]}");
    system.http().paid(id);
    List<StoryStream> streams = new ArrayList<>();
    try {
      do {
        streams.add(StoryStream.follow(system.url(), id));
      } while (streams.getLast().status() == 200 && streams.size() <= 64);
      assertThat(streams.getLast().status()).isEqualTo(503);
      assertThat(streams).hasSizeGreaterThan(32);
    } finally {
      streams.forEach(StoryStream::close);
    }
    eventually("there is room again", () -> isFollowed(id));
  }

  private boolean isFollowed(String orderId) {
    try (StoryStream stream = StoryStream.follow(system.url(), orderId)) {
      return stream.status() == 200;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
