package io.insideout.app.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.runtime.http.Guard;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A gateway that cannot find out which doors there are.
class LostGatewayTest {
  private static final String OPEN_API = "{\"paths\": {\"/api/things\": {\"get\": {}}}}";

  @Test
  void thatNobodyTellsWhichDoorsThereAreIsTroubleOfTheGateway() {
    Doors unknown = mislaid("the log does not say who is there");
    try (Gateway lost = Gateways.open(unknown, OPEN_API, Guard.NONE)) {
      assertThat(lost.trouble()).contains("the log does not say who is there");
    }
    try (Gateway told = Gateways.open(Doors.told(Map.of()), OPEN_API, Guard.NONE)) {
      assertThat(told.trouble()).isEmpty();
    }
  }

  private static Doors mislaid(String trouble) {
    return new Doors() {
      @Override
      public List<URI> at(String path, boolean anew) {
        return List.of();
      }

      @Override
      public List<URI> all() {
        return List.of();
      }

      @Override
      public List<URI> all(String path) {
        return List.of();
      }

      @Override
      public Optional<String> trouble() {
        return Optional.of(trouble);
      }
    };
  }
}
