package io.insideout.app.rewind;

import io.insideout.runtime.generation.Generation;

/// What a group does with a record that it has handled before, which says how far it may be
/// rewound.
public sealed interface Memory {
  /// How many orders of a subject *fraud* remembers.
  int LATEST = 64;

  /// A clause that goes on after the group's name.
  String words();

  /// It knows what it has done, and does nothing twice.
  record OfAll(String words) implements Memory {}

  /// The same, as far as its memory goes.
  record OfTheLatest(int records, String words) implements Memory {}

  /// It would answer again, or nobody has tried what it would do.
  record None(String words) implements Memory {}

  /// What it does reaches people and banks, and cannot be done once more unseen.
  record Outside(String words) implements Memory {}

  /// What is known of a group. All those that remember are rewound under faults and held against
  /// the laws all the time; details relies on its transaction alone.
  static Memory of(String group) {
    return switch (Generation.service(group)) {
      case "orders" ->
          new OfAll(
              "remembers each order with its checks, parcels and returns: nothing is decided twice");
      case "inventory" ->
          new OfAll("remembers what each order holds: nothing is reserved or released twice");
      case "payments" ->
          new OfAll(
              "remembers each request that it has made, by its id: none is made twice, so no card is charged again");
      case "shipping" -> new OfAll("remembers each shipment: nothing leaves twice");
      case "email" ->
          new OfAll("remembers for ever what it has written: no customer is written to twice");
      case "fraud" ->
          new OfTheLatest(
              LATEST,
              "remembers the latest %d orders of each card and customer, and no more"
                  .formatted(LATEST));
      case "details" ->
          new None(
              "does not remember what it has answered: it would answer again, and `verify` would tell");
      case "payments-cashier" ->
          new Outside(
              "asks the payment provider: it would ask again, under the same ids, which a provider forgets some day; then cards would be charged once more");
      case "email-sender" ->
          new Outside(
              "remembers nothing but its position: customers would get their mail once more");
      case String webhook when webhook.startsWith("webhooks-") ->
          new None(
              "sends its subscriber the events again, under the ids that they had: who does not go by them would do things twice");
      default -> new None("is not known to remember what it has done");
    };
  }

  /// Whether so many records can be read again without harm.
  default boolean allows(long records) {
    return switch (this) {
      case OfAll _ -> true;
      case OfTheLatest latest -> records <= latest.records();
      case None _, Outside _ -> false;
    };
  }

  /// Whether an operator may do it all the same.
  default boolean yields() {
    return !(this instanceof Outside);
  }
}
