package io.insideout.verify;

import io.insideout.catalog.Order;
import io.insideout.catalog.OrderCommand;
import io.insideout.catalog.OrderValidation;
import io.insideout.catalog.StockReservation;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Everything that the log says of one order, each kind in the order of the log.
///
/// @param command the first command that was not set aside, if there is one
/// @param repeats how many more commands have its fingerprint
/// @param conflicts how many more commands have another
/// @param setAside how many commands are dead letters, which decide nothing
/// @param versions the versions of the order
/// @param answers the checks' answers
/// @param ledger the entries in the ledger of reserved stock
/// @param unread records that were too many to be held; judged by none
record Dossier(
    String orderId,
    @Nullable Filed<OrderCommand> command,
    int repeats,
    int conflicts,
    int setAside,
    List<Filed<Order>> versions,
    List<Filed<OrderValidation>> answers,
    List<Filed<StockReservation>> ledger,
    int unread) {

  /// All records that the services made, with what they say they were made from.
  Stream<Filed<?>> derived() {
    return Stream.of(versions, answers, ledger).flatMap(List::stream);
  }
}
