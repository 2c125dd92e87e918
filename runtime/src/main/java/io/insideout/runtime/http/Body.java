package io.insideout.runtime.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.HttpException;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The body of one request: read once, in time, and where there is room for it.
final class Body implements AutoCloseable {
  private static final int READ_BYTES = 1 << 13;

  private final ServerRequest request;
  private final DoorLimits limits;
  private final Patience patience;
  private final BodyRoom room;
  private BodyRoom.@Nullable Held held;
  private @Nullable InputStream in;
  // It comes once, and may be asked for more than once.
  private byte @Nullable [] read;

  Body(ServerRequest request, DoorLimits limits, Patience patience, BodyRoom room) {
    this.request = request;
    this.limits = limits;
    this.patience = patience;
    this.room = room;
  }

  byte[] bytes() {
    byte[] body = read;
    if (body == null) {
      body = request.content().hasEntity() ? read() : new byte[0];
      read = body;
    }
    return body;
  }

  private byte[] read() {
    // A chunk is read as a whole before any of it is seen.
    long mostBytes = request.headers().contentLength().orElse(HttpDoor.MAX_READ_BYTES);
    // Who asks before sending is told at once, and sends nothing.
    if (request.headers().contains(HeaderNames.EXPECT) && mostBytes > HttpDoor.MAX_BODY_BYTES) {
      throw tooLarge();
    }
    BodyRoom.Held holding = room.hold(Math.min(mostBytes, HttpDoor.MAX_READ_BYTES));
    held = holding;
    // Whoever sends a little now and then is told; who sends nothing is not there to be.
    patience.begin(limits.body().multipliedBy(2));
    byte[] body;
    try {
      body = whole(System.nanoTime() + limits.body().toNanos());
    } catch (HttpException | RequestException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // Helidon answers a chunk without a length, or an end before it is due, with whatever its
      // reader stumbles over: all of it is the sender's fault.
      throw new Broken(e);
    } finally {
      patience.end();
    }
    holding.shrinkTo(body.length);
    return body;
  }

  // Not closed: to close it is to read on, which may never end.
  private byte[] whole(long deadlineNanos) throws IOException {
    InputStream coming = request.content().inputStream();
    in = coming;
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] some = new byte[READ_BYTES];
    for (int more = coming.read(some); more >= 0; more = coming.read(some)) {
      body.write(some, 0, more);
      if (body.size() > HttpDoor.MAX_BODY_BYTES) {
        throw tooLarge();
      }
      if (System.nanoTime() - deadlineNanos > 0) {
        throw new HttpException("too slow", Status.REQUEST_TIMEOUT_408);
      }
    }
    return body.toByteArray();
  }

  private static HttpException tooLarge() {
    return new HttpException("too large", Status.REQUEST_ENTITY_TOO_LARGE_413);
  }

  /// Reads what still comes of it and throws it away: to a connection that is closed on what it
  /// sends, a caller who is still sending would not listen for the answer.
  void linger(Duration atMost) {
    if (!request.content().hasEntity() || request.content().consumed()) {
      return;
    }
    patience.begin(atMost);
    try {
      InputStream coming = in == null ? request.content().inputStream() : in;
      coming.transferTo(OutputStream.nullOutputStream());
    } catch (IOException | RuntimeException gone) {
      // There is nobody to be told.
      return;
    }
    patience.end();
  }

  @Override
  public void close() {
    if (held != null) {
      held.close();
    }
  }

  /// It cannot be read to its end, so nothing that follows on the connection can.
  static final class Broken extends RuntimeException {
    Broken(Exception cause) {
      super(cause);
    }
  }
}
