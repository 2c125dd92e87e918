package io.insideout.services.payments;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.insideout.catalog.Payment;
import io.insideout.runtime.http.Answer;
import io.insideout.runtime.http.Problem;
import io.insideout.runtime.http.Request;
import io.insideout.runtime.view.Seen;
import io.insideout.runtime.view.View;
import org.jspecify.annotations.Nullable;

/// Payments over HTTP, from the view.
record PaymentReader(View<Payment> payments) {

  /// A payment as callers see it.
  ///
  /// @param log where this version stands in the log, as `topic/partition/offset`
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record PaymentJson(
      String orderId,
      int version,
      String state,
      String currency,
      long authorizedMinor,
      long capturedMinor,
      long refundedMinor,
      @Nullable String reason,
      String log) {

    static PaymentJson of(Seen<Payment> row) {
      Payment payment = row.value();
      return new PaymentJson(
          payment.getOrderId(),
          payment.getVersion(),
          payment.getState().name(),
          payment.getCurrency(),
          payment.getAuthorizedMinor(),
          payment.getCapturedMinor(),
          payment.getRefundedMinor(),
          payment.getReason(),
          "payments/" + row.partition() + "/" + row.offset());
    }
  }

  Answer get(Request request) {
    request.allowQuery();
    Seen<Payment> row = payments.get(request.path("orderId"));
    if (row == null) {
      throw Problem.notFound("no payment of order '" + request.path("orderId") + "' is known");
    }
    return Answer.json(PaymentJson.of(row));
  }
}
