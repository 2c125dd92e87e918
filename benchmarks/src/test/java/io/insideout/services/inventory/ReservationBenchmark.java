package io.insideout.services.inventory;

import static java.util.Objects.requireNonNull;

import io.insideout.benchmarks.Benchmarked;
import io.insideout.benchmarks.SampleOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/// What inventory decides of an order, its levels in a map instead of a store.
public class ReservationBenchmark extends Benchmarked {
  @Param({"1", "24"})
  int lines;

  private StockRequest reserve;
  private StockRequest release;
  private OrderHold held;
  private final Map<String, StockLevel> levels = new HashMap<>();

  @SuppressWarnings("NullAway.Init") // made before each run
  public ReservationBenchmark() {}

  @Setup
  public void make() {
    List<StockNeed> needs =
        IntStream.range(0, lines)
            .mapToObj(line -> new StockNeed(SampleOrder.sku(line), 6L))
            .toList();
    needs.forEach(need -> levels.put(need.getSku(), new StockLevel(1_000L, 0L, 500L)));
    reserve = new StockRequest(0, StockAction.RESERVE, needs);
    release = new StockRequest(0, StockAction.RELEASE, List.of());
    held = new OrderHold(HoldStatus.RESERVED, needs, List.of());
    if (!(reserved() instanceof Reservation.Reserved)
        || !(released() instanceof Reservation.Released)) {
      throw new IllegalStateException("what is measured neither reserves nor releases");
    }
  }

  @Benchmark
  public Object reserved() {
    return decide(reserve, null);
  }

  @Benchmark
  public Object released() {
    return decide(release, held);
  }

  private Reservation decide(StockRequest request, @Nullable OrderHold hold) {
    return Reservation.decide(
        SampleOrder.ID, request, hold, sku -> requireNonNull(levels.get(sku)));
  }
}
