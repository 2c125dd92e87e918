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
import io.insideout.catalog.Topics;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/// Files the records of orders as they come, and hands them out again order by order. Sorting the
/// log by order lets each law look at one order at a time, whatever the order between topics was,
/// and holds one order in memory.
final class Docket {
  private static final String FOLDS_COMMANDS = "orders";

  private final Facts facts;
  private final SetAside setAside;
  private final Map<Kind, FiledCodec> codecs = new EnumMap<>(Kind.class);

  /// @param setAside knows which commands decide nothing
  Docket(Scratch scratch, SetAside setAside) {
    this.facts = scratch.facts("orders");
    this.setAside = setAside;
    for (Kind kind : Kind.values()) {
      codecs.put(kind, new FiledCodec(kind));
    }
  }

  /// Takes a command that was sent again to the one who had set it aside.
  ///
  /// @param first the record that it stands for
  void fileAgain(String service, Coordinates at, OrderCommand command, Coordinates first) {
    if (service.equals(FOLDS_COMMANDS)) {
      file(at, command, first);
    }
  }

  void file(Coordinates at, SpecificRecord value, @Nullable Coordinates cause) {
    Kind kind = Kind.of(at.topic(), value);
    if (kind != null) {
      byte[] key = FactKey.of(Kind.orderId(value), kind.code, at.partition(), at.offset());
      facts.put(key, codec(kind).encode(value, cause));
    }
  }

  /// Whether a command was filed for that order.
  boolean hasCommand(String orderId) {
    byte[] from = FactKey.of(orderId);
    try (Facts.Cursor cursor = facts.scan(from)) {
      return cursor.next()
          && FactKey.sameSubject(from, cursor.key())
          && cursor.key()[from.length] == Kind.COMMAND.code;
    }
  }

  /// The dossier of one order, as far as it is filed.
  Dossier dossier(String orderId) {
    byte[] from = FactKey.of(orderId);
    DossierBuilder dossier = new DossierBuilder(orderId);
    try (Facts.Cursor cursor = facts.scan(from)) {
      while (cursor.next() && FactKey.sameSubject(from, cursor.key())) {
        add(dossier, cursor.key(), cursor.value());
      }
    }
    return dossier.build();
  }

  /// Hands out all dossiers, one after the other.
  void forEach(Consumer<Dossier> reader) {
    try (Facts.Cursor cursor = facts.scan(new byte[0])) {
      DossierBuilder dossier = null;
      byte[] first = new byte[0];
      while (cursor.next()) {
        byte[] key = cursor.key();
        if (dossier == null || !FactKey.sameSubject(first, key)) {
          if (dossier != null) {
            reader.accept(dossier.build());
          }
          dossier = new DossierBuilder(FactKey.subject(key));
          first = key;
        }
        add(dossier, key, cursor.value());
      }
      if (dossier != null) {
        reader.accept(dossier.build());
      }
    }
  }

  private void add(DossierBuilder dossier, byte[] key, byte[] value) {
    ByteBuffer rest = ByteBuffer.wrap(key).position(FactKey.subjectBytes(key));
    Kind kind = Kind.of(rest.get());
    int partition = rest.getInt();
    long offset = rest.getLong();
    Filed<SpecificRecord> filed = codec(kind).decode(partition, offset, value);
    switch (filed.value()) {
      case OrderCommand command -> add(dossier, filed, command);
      case Order order -> dossier.version(new Filed<>(filed.at(), filed.cause(), order));
      case OrderValidation answer -> dossier.answer(new Filed<>(filed.at(), filed.cause(), answer));
      case StockReservation entry -> dossier.ledger(new Filed<>(filed.at(), filed.cause(), entry));
      case PaymentRequest one -> dossier.request(new Filed<>(filed.at(), filed.cause(), one));
      case Authorization one -> dossier.attempt(new Filed<>(filed.at(), filed.cause(), one));
      case Payment one -> dossier.payment(new Filed<>(filed.at(), filed.cause(), one));
      case ShipmentCommand one ->
          dossier.shipmentCommand(new Filed<>(filed.at(), filed.cause(), one));
      case Shipment one -> dossier.shipment(new Filed<>(filed.at(), filed.cause(), one));
      case Email one -> dossier.email(new Filed<>(filed.at(), filed.cause(), one));
      default -> throw new IllegalStateException("of no order: " + filed);
    }
  }

  /// A command that was sent again stands for the first one, and counts where it came again: others
  /// may have come between.
  private void add(DossierBuilder dossier, Filed<SpecificRecord> filed, OrderCommand command) {
    Coordinates cause = filed.cause();
    boolean isAgain = cause != null && cause.topic().equals(Topics.ORDER_COMMANDS.name());
    Coordinates first = cause != null && isAgain ? cause : filed.at();
    if (setAside.isOpen(FOLDS_COMMANDS, first)) {
      if (!isAgain) {
        dossier.park();
      }
    } else if (isAgain || !setAside.wasSentAgain(FOLDS_COMMANDS, first)) {
      dossier.command(first, null, command);
    }
  }

  private FiledCodec codec(Kind kind) {
    FiledCodec codec = codecs.get(kind);
    if (codec == null) {
      throw new IllegalStateException("no codec for " + kind);
    }
    return codec;
  }
}
