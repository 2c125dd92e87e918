package io.insideout.verify;

import io.insideout.catalog.Authorization;
import io.insideout.catalog.Email;
import io.insideout.catalog.Order;
import io.insideout.catalog.OrderCommand;
import io.insideout.catalog.OrderValidation;
import io.insideout.catalog.Payment;
import io.insideout.catalog.PaymentRequest;
import io.insideout.catalog.PlaceOrder;
import io.insideout.catalog.Shipment;
import io.insideout.catalog.ShipmentCommand;
import io.insideout.catalog.StockReservation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Gathers one dossier. It holds a bounded number of records: an order that a fault repeats without
/// end must not bring down the one who looks for faults.
final class DossierBuilder {
  private static final int MOST_OF_A_KIND = 20_000;

  private final String orderId;
  private @Nullable Filed<OrderCommand> command;
  private int repeats;
  private int conflicts;
  private int setAside;
  private final List<Filed<OrderCommand>> changes = new ArrayList<>();
  private final Dossier.After after = Dossier.After.nothing();
  private final List<Filed<Order>> versions = new ArrayList<>();
  private final List<Filed<OrderValidation>> answers = new ArrayList<>();
  private final List<Filed<StockReservation>> ledger = new ArrayList<>();
  private int unread;

  DossierBuilder(String orderId) {
    this.orderId = orderId;
  }

  void command(Coordinates at, @Nullable Coordinates cause, OrderCommand value) {
    if (!(value.getAction() instanceof PlaceOrder)) {
      add(changes, new Filed<>(at, cause, value));
    } else if (command == null) {
      command = new Filed<>(at, cause, value);
    } else if (command.value().getFingerprint().equals(value.getFingerprint())) {
      repeats++;
    } else {
      conflicts++;
    }
  }

  void park() {
    setAside++;
  }

  void version(Filed<Order> version) {
    add(versions, version);
  }

  void answer(Filed<OrderValidation> answer) {
    add(answers, answer);
  }

  void ledger(Filed<StockReservation> entry) {
    add(ledger, entry);
  }

  void request(Filed<PaymentRequest> request) {
    add(after.requests(), request);
  }

  void attempt(Filed<Authorization> attempt) {
    add(after.attempts(), attempt);
  }

  void payment(Filed<Payment> payment) {
    add(after.payments(), payment);
  }

  void shipmentCommand(Filed<ShipmentCommand> said) {
    add(after.shipmentCommands(), said);
  }

  void shipment(Filed<Shipment> shipment) {
    add(after.shipments(), shipment);
  }

  void email(Filed<Email> email) {
    add(after.emails(), email);
  }

  private <V> void add(List<Filed<V>> records, Filed<V> record) {
    if (records.size() < MOST_OF_A_KIND) {
      records.add(record);
    } else {
      unread++;
    }
  }

  Dossier build() {
    return new Dossier(
        orderId, command, repeats, conflicts, setAside, changes, versions, answers, ledger, after,
        unread);
  }
}
