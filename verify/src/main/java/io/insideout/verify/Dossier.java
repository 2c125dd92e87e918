package io.insideout.verify;

import io.insideout.catalog.Authorization;
import io.insideout.catalog.Email;
import io.insideout.catalog.Order;
import io.insideout.catalog.OrderCommand;
import io.insideout.catalog.OrderValidation;
import io.insideout.catalog.Payment;
import io.insideout.catalog.PaymentRequest;
import io.insideout.catalog.Shipment;
import io.insideout.catalog.ShipmentCommand;
import io.insideout.catalog.StockReservation;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Everything that the log says of one order, each kind in the order of the log.
///
/// @param command the first command to place it that was not set aside, if there is one
/// @param repeats how many more commands have its fingerprint
/// @param conflicts how many more commands have another
/// @param setAside how many commands are dead letters, which decide nothing
/// @param changes the commands that ask for something else of it
/// @param versions the versions of the order
/// @param answers the checks' answers
/// @param ledger the entries in the ledger of reserved stock
/// @param after what became of it once it was decided
/// @param unread records that were too many to be held; judged by none
record Dossier(
    String orderId,
    @Nullable Filed<OrderCommand> command,
    int repeats,
    int conflicts,
    int setAside,
    List<Filed<OrderCommand>> changes,
    List<Filed<Order>> versions,
    List<Filed<OrderValidation>> answers,
    List<Filed<StockReservation>> ledger,
    After after,
    int unread) {

  /// What became of an order once it was decided.
  ///
  /// @param requests what the payment provider was to be asked
  /// @param attempts what came of it
  /// @param payments the versions of its payment
  /// @param shipmentCommands what the warehouse said
  /// @param shipments the versions of its shipments
  /// @param emails what its customer was written
  record After(
      List<Filed<PaymentRequest>> requests,
      List<Filed<Authorization>> attempts,
      List<Filed<Payment>> payments,
      List<Filed<ShipmentCommand>> shipmentCommands,
      List<Filed<Shipment>> shipments,
      List<Filed<Email>> emails) {
    static After nothing() {
      return new After(
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>());
    }
  }

  /// All records that the services made, with what they say they were made from.
  Stream<Filed<?>> derived() {
    return Stream.of(
            versions,
            answers,
            ledger,
            after.requests(),
            after.payments(),
            after.shipments(),
            after.emails())
        .flatMap(List::stream);
  }

  /// All records that came from outside, or from one who asked outside.
  Stream<Filed<?>> given() {
    return Stream.concat(
        Stream.ofNullable(command),
        Stream.of(changes, after.attempts(), after.shipmentCommands()).flatMap(List::stream));
  }
}
