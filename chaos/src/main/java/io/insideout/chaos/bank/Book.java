package io.insideout.chaos.bank;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What a provider has done, in the style of Stripe's API: what it is asked under a key it does
/// once, and whoever asks again under that key is answered the same. For many threads.
final class Book {
  /// What the token of a card begins with that is declined.
  static final String DECLINED = "declined-";

  private static final int OK = 200;
  private static final int BAD_REQUEST = 400;
  private static final int CARD_ERROR = 402;
  private static final int NOT_FOUND = 404;

  /// @param isNew whether something was done for it, and not before
  record Reply(int status, Map<String, Object> body, boolean isNew) {
    boolean isDone() {
      return status == OK;
    }
  }

  private record Intent(
      String id, String orderId, long amount, long captured, long refunded, boolean cancelled) {
    Map<String, Object> body() {
      return Map.of(
          "id", id, "amount", amount, "status", cancelled ? "canceled" : "requires_capture");
    }
  }

  private record Asked(String what, Map<String, String> form, Reply reply) {}

  private final Map<String, Intent> intents = new LinkedHashMap<>();
  private final Map<String, Asked> byKey = new HashMap<>();

  synchronized Reply create(String key, Map<String, String> form) {
    return once(
        key,
        "create",
        form,
        () -> {
          if (form.getOrDefault("payment_method", "").startsWith(DECLINED)) {
            return error(CARD_ERROR, "card_error", "the card is declined");
          }
          String id = "pi_" + (intents.size() + 1);
          return keep(
              new Intent(
                  id,
                  form.getOrDefault("metadata[order_id]", ""),
                  number(form, "amount"),
                  0,
                  0,
                  false));
        });
  }

  synchronized Reply find(String id) {
    Intent intent = intents.get(id);
    return intent == null ? unknown(id) : new Reply(OK, intent.body(), false);
  }

  synchronized Reply capture(String key, String id, Map<String, String> form) {
    return change(
        key,
        "capture " + id,
        id,
        form,
        intent -> {
          long captured = intent.captured() + number(form, "amount_to_capture");
          return intent.cancelled() || captured > intent.amount()
              ? null
              : new Intent(
                  id, intent.orderId(), intent.amount(), captured, intent.refunded(), false);
        });
  }

  synchronized Reply cancel(String key, String id, Map<String, String> form) {
    return change(
        key,
        "cancel " + id,
        id,
        form,
        intent ->
            intent.cancelled() || intent.captured() > 0
                ? null
                : new Intent(id, intent.orderId(), intent.amount(), 0, 0, true));
  }

  synchronized Reply refund(String key, Map<String, String> form) {
    String id = form.getOrDefault("payment_intent", "");
    Reply reply =
        change(
            key,
            "refund",
            id,
            form,
            intent -> {
              long refunded = intent.refunded() + number(form, "amount");
              return refunded > intent.captured()
                  ? null
                  : new Intent(
                      id, intent.orderId(), intent.amount(), intent.captured(), refunded, false);
            });
    return reply.isDone()
        ? new Reply(OK, Map.of("id", id, "status", "succeeded"), reply.isNew())
        : reply;
  }

  /// How every order stands that it was ever asked to hold money for, by the orders' ids.
  synchronized Map<String, Statement> statements() {
    Map<String, Statement> all = new HashMap<>();
    for (Intent one : intents.values()) {
      all.merge(
          one.orderId(),
          new Statement(1, one.cancelled() ? 0 : one.amount(), one.captured(), one.refunded()),
          Statement::and);
    }
    return all;
  }

  private interface Change {
    @Nullable Intent of(Intent intent);
  }

  private Reply change(
      String key, String what, String id, Map<String, String> form, Change change) {
    return once(
        key,
        what,
        form,
        () -> {
          Intent before = intents.get(id);
          if (before == null) {
            return unknown(id);
          }
          Intent after = change.of(before);
          return after == null
              ? error(BAD_REQUEST, "invalid_request_error", "the payment does not allow that")
              : keep(after);
        });
  }

  private Reply once(String key, String what, Map<String, String> form, Supplier<Reply> doing) {
    Asked before = byKey.get(key);
    if (before == null) {
      Reply reply = doing.get();
      byKey.put(key, new Asked(what, form, reply));
      return reply;
    }
    return before.what().equals(what) && before.form().equals(form)
        ? new Reply(before.reply().status(), before.reply().body(), false)
        : error(BAD_REQUEST, "idempotency_error", "the key was used for something else");
  }

  private Reply keep(Intent intent) {
    intents.put(intent.id(), intent);
    return new Reply(OK, intent.body(), true);
  }

  private static Reply unknown(String id) {
    return error(NOT_FOUND, "invalid_request_error", "there is no payment " + id);
  }

  private static Reply error(int status, String type, String message) {
    return new Reply(status, Map.of("error", Map.of("type", type, "message", message)), false);
  }

  private static long number(Map<String, String> form, String name) {
    return Long.parseLong(form.getOrDefault(name, "0"));
  }
}
