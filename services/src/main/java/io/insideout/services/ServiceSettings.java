package io.insideout.services;

import io.insideout.runtime.stream.WaitingRoom;

/// What can be chosen of how the services decide. Times are in milliseconds.
///
/// @param detailsGraceMillis how long an unknown SKU or customer is looked up again, by order
///   details, shipping and e-mail, 0 to 600,000 ms
/// @param paymentWithinMillis how long a validated order waits for its payment before it expires, 0
///   to 86,400,000 ms, 0 for as long as it takes
/// @param paymentClock by which clock it waits: `wall`, or `event`, the time of the orders
///   themselves, which a replay of last year runs through in minutes, and which stands still while
///   nobody orders
/// @param reminderAfterMillis how long a validated order waits for its payment before its customer
///   is reminded, 1,000 to 86,400,000 ms
/// @param autoShip whether a paid order leaves and arrives by itself, true or false
/// @param paymentProvider who holds and takes the money: `simulated`, or the address of a provider
///   such as https://api.stripe.com, whose secrets are in the environment
/// @param smtpUrl the mail server that e-mails are sent by, such as smtp://mail:25 or
///   smtps://mail:465, or empty to keep them in the log
/// @param emailFrom the address that e-mails come from
/// @param webhooksToPrivate whether webhooks may lead to loopback and private addresses, true or
///   false; auto for where the HTTP door listens at loopback
/// @param tablesInDatabase whether products and stock are kept in a database, from where they come
///   into the log: then callers do not change them here
public record ServiceSettings(
    int detailsGraceMillis,
    int paymentWithinMillis,
    WaitingRoom.Clock paymentClock,
    int reminderAfterMillis,
    boolean autoShip,
    String paymentProvider,
    String smtpUrl,
    String emailFrom,
    boolean webhooksToPrivate,
    boolean tablesInDatabase) {
  /// As the services run where nothing else is said.
  public static final ServiceSettings DEFAULTS =
      new ServiceSettings(
          2_000,
          30 * 60_000,
          WaitingRoom.Clock.WALL,
          60_000,
          false,
          "simulated",
          "",
          "insideout@localhost",
          true,
          false);
}
