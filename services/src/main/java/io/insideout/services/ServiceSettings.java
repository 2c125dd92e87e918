package io.insideout.services;

/// What can be chosen of how the services decide. Times are in milliseconds.
///
/// @param detailsGraceMillis how long an unknown SKU or customer is looked up again
/// @param paymentWithinMillis how long a validated order waits for its payment before it expires; 0
///   for as long as it takes
/// @param reminderAfterMillis how long the customer of a validated order waits for its payment
///   before being reminded
/// @param autoShip whether a paid order leaves and arrives by itself
/// @param paymentProvider `simulated`, or the address of a provider's HTTP API
/// @param smtpUrl the mail server that e-mails are sent by, or empty to keep them in the log
/// @param emailFrom the address that e-mails come from
public record ServiceSettings(
    int detailsGraceMillis,
    int paymentWithinMillis,
    int reminderAfterMillis,
    boolean autoShip,
    String paymentProvider,
    String smtpUrl,
    String emailFrom) {
  /// As the services run where nothing else is said.
  public static final ServiceSettings DEFAULTS =
      new ServiceSettings(
          2_000, 30 * 60_000, 60_000, false, "simulated", "", "insideout@localhost");
}
