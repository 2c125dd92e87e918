package io.insideout.services.webhooks.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Looks up where a host is, and whether that is within reach.
///
/// It does so in a thread of its own, one host at a time: the system's own lookup holds its thread
/// for as long as a name server is silent, and there are few threads that virtual ones run on.
public final class Lookup implements AutoCloseable {
  private static final Duration WITHIN = Duration.ofSeconds(5);
  private static final Duration IDLE = Duration.ofSeconds(10);
  private static final int MOST_WAITING = 1_000;

  private final Reach reach;
  private final Names names;
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          0,
          1,
          IDLE.toSeconds(),
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(MOST_WAITING),
          Thread.ofPlatform().daemon().name("webhooks-lookup").factory());

  /// Knows hosts by their names.
  interface Names {
    InetAddress[] of(String host) throws UnknownHostException;
  }

  public Lookup(Reach reach) {
    this(reach, InetAddress::getAllByName);
  }

  Lookup(Reach reach, Names names) {
    this.reach = reach;
    this.names = names;
  }

  /// The address to connect to. Where one of several is out of reach, so is the host. It bears the
  /// name that was asked for, also where that is figures: by its name a certificate is checked, and
  /// one that a name server tells of figures would be anybody's.
  ///
  /// @throws Unreachable that says why there is none
  public InetAddress find(String host) throws InterruptedException {
    List<InetAddress> all = all(host);
    Optional<String> objection =
        all.stream().flatMap(address -> reach.objection(address).stream()).findFirst();
    if (objection.isPresent()) {
      throw new Unreachable(objection.get());
    }
    return named(host, all.getFirst());
  }

  private static InetAddress named(String host, InetAddress address) {
    try {
      return InetAddress.getByAddress(host, address.getAddress());
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address has the bytes of one", e);
    }
  }

  private List<InetAddress> all(String host) throws InterruptedException {
    Future<InetAddress[]> found;
    try {
      found = threads.submit(() -> names.of(host));
    } catch (RejectedExecutionException e) {
      throw new Unreachable("cannot be looked up, for too many others are");
    }
    try {
      return Arrays.asList(found.get(WITHIN.toMillis(), TimeUnit.MILLISECONDS));
    } catch (ExecutionException e) {
      throw new Unreachable("is not known");
    } catch (TimeoutException e) {
      throw new Unreachable("is not found in time");
    } finally {
      found.cancel(true);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
