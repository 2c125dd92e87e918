package io.insideout.app.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.insideout.runtime.http.CallerLimits;
import io.insideout.runtime.http.Guard;
import io.insideout.runtime.http.HostNames;
import io.insideout.runtime.http.HttpDoor;
import java.util.List;

/// Gateways as tests have them: at loopback, and without routes of their own.
final class Gateways {
  private Gateways() {}

  /// One that is open; to be closed by whoever asked.
  static Gateway open(Doors doors, String openApi, Guard guard) {
    return open(doors, openApi, guard, CallerLimits.NONE, Silence.USUAL);
  }

  /// One that bounds what a caller may ask, and how long a door may be silent.
  static Gateway open(
      Doors doors, String openApi, Guard guard, CallerLimits each, Silence silence) {
    Gateway gateway =
        new Gateway(
            doors,
            openApi.getBytes(UTF_8),
            routes -> new HttpDoor("127.0.0.1", 0, routes, guard, HostNames.any(), each),
            _ -> List.of(),
            silence);
    try {
      gateway.start();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return gateway;
  }
}
