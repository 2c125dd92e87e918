package io.insideout.services.payments;

import io.insideout.catalog.PaymentRequest;
import java.util.concurrent.TimeoutException;

/// What was answered before, whoever asked. A provider does a request once under its id, but
/// forgets the id some day (Stripe after 24 hours), while the log may hand the request over again
/// at any time: where one before it is still open, where a group's positions were lost, where it is
/// sent again. So what is not new is looked up before the provider is asked.
interface Answered {
  /// Where the provider itself never forgets.
  Answered NOTHING = _ -> false;

  /// Whether a request has its answer, or needs none any more.
  ///
  /// @throws TimeoutException where nobody can say
  boolean has(PaymentRequest request) throws InterruptedException, TimeoutException;
}
