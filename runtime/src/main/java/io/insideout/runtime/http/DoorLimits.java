package io.insideout.runtime.http;

import java.time.Duration;

/// What callers may take of a door, so that whoever takes too much or is too slow takes it from
/// nobody else.
///
/// @param connections that are open at once; more are closed as they come
/// @param idle after which a connection is closed on which no request has come; whoever is answered
///   later than that loses it with the answer
/// @param head within which a request's headers are here, once it has begun
/// @param body within which its body is here
/// @param taking within which a caller takes what is sent at once
/// @param bodyBytes of all larger bodies that are held at once
record DoorLimits(
    int connections, Duration idle, Duration head, Duration body, Duration taking, long bodyBytes) {
  private static final long LEAST_BODY_BYTES = 2L * HttpDoor.MAX_READ_BYTES;

  /// For the memory that this process has.
  static DoorLimits ofProcess() {
    return new DoorLimits(
        10_000,
        Duration.ofMinutes(2),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofSeconds(60),
        Math.max(LEAST_BODY_BYTES, Runtime.getRuntime().maxMemory() / 8));
  }
}
