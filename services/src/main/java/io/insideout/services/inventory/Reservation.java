package io.insideout.services.inventory;

import io.insideout.catalog.StockReservation;
import io.insideout.catalog.StockShortage;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What comes of a request for one order at one partition of SKUs.
///
/// | the order there | RESERVE | RELEASE | RETURN |
/// |---|---|---|---|
/// | unknown | Reserved, or Declined if any SKU is short | EndedFirst | AlreadyDecided |
/// | RESERVED | AlreadyDecided | Released | Returned, or AlreadyDecided if nothing more came back |
/// | DECLINED, RELEASED | AlreadyDecided | AlreadyDecided | AlreadyDecided |
/// | ENDED | Declined | AlreadyDecided | AlreadyDecided |
///
/// So a partition answers an order once, reserves for it at most once, and gives each of these
/// units back at most once, however often and in whatever sequence requests come.
sealed interface Reservation {
  record Reserved(List<StockReservation> entries) implements Reservation {}

  /// @param shortages what the reason rests on; empty where the order had ended
  record Declined(String reason, List<StockShortage> shortages) implements Reservation {}

  record Released(List<StockReservation> entries) implements Reservation {}

  /// @param returned all that came back so far
  record Returned(List<StockReservation> entries, List<StockNeed> returned)
      implements Reservation {}

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
        case RETURN -> new AlreadyDecided();
      };
    }
    return switch (hold.getStatus()) {
      case RESERVED ->
          switch (action) {
            case RESERVE -> new AlreadyDecided();
            case RELEASE -> new Released(Ledger.release(orderId, hold.getHeld(), levels));
            case RETURN -> Ledger.takeBack(orderId, hold, request.getNeeds(), levels);
          };
      case ENDED ->
          switch (action) {
            case RESERVE -> new Declined("the order is already ended", List.of());
            case RELEASE, RETURN -> new AlreadyDecided();
          };
      case DECLINED, RELEASED -> new AlreadyDecided();
    };
  }
}
