package io.insideout.services.inventory;

import io.insideout.catalog.StockReservation;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What comes of a request for one order at one partition of SKUs.
///
/// | the order there | RESERVE | RELEASE |
/// |---|---|---|
/// | unknown | Reserved, or Declined if any SKU is short | EndedFirst |
/// | RESERVED | AlreadyDecided | Released |
/// | DECLINED, RELEASED | AlreadyDecided | AlreadyDecided |
/// | ENDED | Declined | AlreadyDecided |
///
/// So a partition answers an order once, reserves for it at most once, and releases that at most
/// once, however often and in whatever sequence requests come.
sealed interface Reservation {
  record Reserved(List<StockReservation> entries) implements Reservation {}

  record Declined(String reason) implements Reservation {}

  record Released(List<StockReservation> entries) implements Reservation {}

  record EndedFirst() implements Reservation {}

  record AlreadyDecided() implements Reservation {}

  /// @param hold how the order stands at the partition; null if the partition does not know it
  /// @param levels each SKU's level, zeros where there is none
  static Reservation decide(
      String orderId,
      StockRequest request,
      @Nullable OrderHold hold,
      Function<String, StockLevel> levels) {
    StockAction action = request.getAction();
    if (hold == null) {
      return switch (action) {
        case RESERVE -> Ledger.reserve(orderId, request.getNeeds(), levels);
        case RELEASE -> new EndedFirst();
      };
    }
    return switch (hold.getStatus()) {
      case RESERVED ->
          switch (action) {
            case RESERVE -> new AlreadyDecided();
            case RELEASE -> new Released(Ledger.release(orderId, hold.getHeld(), levels));
          };
      case ENDED ->
          switch (action) {
            case RESERVE -> new Declined("the order is already ended");
            case RELEASE -> new AlreadyDecided();
          };
      case DECLINED, RELEASED -> new AlreadyDecided();
    };
  }
}
