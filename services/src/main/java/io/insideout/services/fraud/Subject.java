package io.insideout.services.fraud;

import io.insideout.catalog.FraudSubject;
import io.insideout.catalog.Order;
import java.util.List;
import java.util.Locale;

/// Whose orders are added up.
record Subject(FraudSubject kind, String id) {
  /// The subjects of an order: its card, and its customer unless that is a guest.
  static List<Subject> of(Order order) {
    Subject card = new Subject(FraudSubject.CARD, order.getCardToken());
    return order.getCustomerId() == null
        ? List.of(card)
        : List.of(card, new Subject(FraudSubject.CUSTOMER, order.getCustomerId()));
  }

  /// The subject that has this key.
  static Subject withKey(String key) {
    int colon = key.indexOf(':');
    return new Subject(
        FraudSubject.valueOf(key.substring(0, colon).toUpperCase(Locale.ROOT)),
        key.substring(colon + 1));
  }

  /// Its key in the internal topic and the store, such as `card:tok-1`.
  String key() {
    return part() + ":" + id;
  }

  /// The part of an order that an answer about it covers: `card` or `customer`.
  String part() {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
