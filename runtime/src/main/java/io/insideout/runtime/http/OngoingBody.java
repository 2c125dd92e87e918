package io.insideout.runtime.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The body of an answer of somebody else's that comes bit by bit, for as long as there is more. A
/// request's own timeout ends with the headers, and a machine that loses its power takes leave of
/// nobody: whoever just read on would wait for ever. So whoever reads says what silence comes to.
///
/// For one reader; anybody may close it, and wakes the reader by that.
public final class OngoingBody extends InputStream implements BodySubscriber<InputStream> {
  private final Duration lookAfter;
  private final Silence silence;
  private final BlockingQueue<Coming> coming = new LinkedBlockingQueue<>();
  private final Queue<ByteBuffer> here = new ArrayDeque<>();
  private Flow.@Nullable Subscription subscription;
  private boolean closed;

  /// Says whether it is waited on.
  public interface Silence {
    /// @param sinceLast how long nothing has come though somebody reads
    /// @throws IOException if it is not waited for any longer: with that the answer breaks off
    void lasts(Duration sinceLast) throws IOException, InterruptedException;
  }

  private sealed interface Coming {
    record Some(List<ByteBuffer> bytes) implements Coming {}

    record End() implements Coming {}

    record Broken(Throwable why) implements Coming {}
  }

  /// @param lookAfter after so much silence, and again as often, it is asked whether to wait on
  public OngoingBody(Duration lookAfter, Silence silence) {
    this.lookAfter = lookAfter;
    this.silence = silence;
  }

  /// Bodies that break off after so much silence.
  public static BodyHandler<InputStream> silentAtMost(Duration atMost) {
    return _ ->
        new OngoingBody(
            atMost,
            _ -> {
              throw new HttpTimeoutException(
                  "nothing has come for %d s".formatted(atMost.toSeconds()));
            });
  }

  @Override
  public CompletionStage<InputStream> getBody() {
    return CompletableFuture.completedFuture(this);
  }

  @Override
  public synchronized void onSubscribe(Flow.Subscription begun) {
    if (closed) {
      begun.cancel();
    } else {
      subscription = begun;
      begun.request(1);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> bytes) {
    coming.add(new Coming.Some(bytes));
  }

  @Override
  public void onError(Throwable why) {
    coming.add(new Coming.Broken(why));
  }

  @Override
  public void onComplete() {
    coming.add(new Coming.End());
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] to, int from, int length) throws IOException {
    Objects.checkFromIndexSize(from, length, to.length);
    if (length == 0) {
      return 0;
    }
    ByteBuffer some = some();
    if (some == null) {
      return -1;
    }
    int read = Math.min(length, some.remaining());
    some.get(to, from, read);
    return read;
  }

  private @Nullable ByteBuffer some() throws IOException {
    while (true) {
      ByteBuffer first = here.peek();
      if (first == null) {
        Coming next = next();
        switch (next) {
          case Coming.Some(var bytes) -> take(bytes);
          case Coming.End _ -> {
            // Whoever asks once more is told once more.
            coming.add(next);
            return null;
          }
          case Coming.Broken(var why) -> {
            coming.add(next);
            throw new IOException("the answer breaks off", why);
          }
        }
      } else if (first.hasRemaining()) {
        return first;
      } else {
        here.remove();
      }
    }
  }

  private Coming next() throws IOException {
    long sinceNanos = System.nanoTime();
    try {
      Coming next = coming.poll(lookAfter.toNanos(), TimeUnit.NANOSECONDS);
      while (next == null) {
        silence.lasts(Duration.ofNanos(System.nanoTime() - sinceNanos));
        next = coming.poll(lookAfter.toNanos(), TimeUnit.NANOSECONDS);
      }
      return next;
    } catch (IOException e) {
      close();
      throw e;
    } catch (InterruptedException e) {
      close();
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private synchronized void take(List<ByteBuffer> bytes) {
    here.addAll(bytes);
    if (subscription != null) {
      subscription.request(1);
    }
  }

  @Override
  public int available() {
    int available = remaining(here);
    return available == 0 && coming.peek() instanceof Coming.Some(var bytes)
        ? remaining(bytes)
        : available;
  }

  private static int remaining(Collection<ByteBuffer> buffers) {
    return buffers.stream().mapToInt(ByteBuffer::remaining).sum();
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      if (subscription != null) {
        subscription.cancel();
      }
      coming.add(new Coming.Broken(new IOException("it is closed")));
    }
  }
}
