package io.insideout.services.email;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.insideout.catalog.Email;
import io.insideout.catalog.Topics;
import io.insideout.runtime.http.Answer;
import io.insideout.runtime.http.Cursor;
import io.insideout.runtime.http.Request;
import io.insideout.runtime.http.Route;
import io.insideout.runtime.view.Index;
import io.insideout.runtime.view.Page;
import io.insideout.runtime.view.Seen;
import io.insideout.runtime.view.View;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The outbox over HTTP: what was written, of one order or of all, a page at a time. A message has
/// no time of its own, so they come in an order that is always the same and means nothing.
record EmailList(View<Email> emails) {

  /// A message as callers see it.
  ///
  /// @param recipient absent where there is no address
  /// @param log where it stands in the log, as `topic/partition/offset`
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record EmailJson(
      String emailId,
      String orderId,
      String kind,
      @Nullable String recipient,
      String subject,
      String text,
      String log) {
    static EmailJson of(Seen<Email> row) {
      Email email = row.value();
      return new EmailJson(
          email.getEmailId(),
          email.getOrderId(),
          email.getKind().name(),
          email.getRecipient(),
          email.getSubject(),
          email.getText(),
          "emails/" + row.partition() + "/" + row.offset());
    }
  }

  /// The entries by which a message is found in lists.
  static List<Index> indexes(Email email) {
    long place = -Integer.toUnsignedLong(email.getEmailId().hashCode());
    return List.of(new Index("all", "", place), new Index("order", email.getOrderId(), place));
  }

  List<Route> routes() {
    return List.of(Route.get("/api/emails", this::list));
  }

  private Answer list(Request request) {
    request.allowQuery("order", "limit", "cursor");
    Optional<String> order = request.query("order");
    Cursor cursor =
        new Cursor(Topics.EMAILS.name(), order.isPresent() ? "order" : "all", order.orElse(""));
    int limit = (int) request.queryNumber("limit", 50, 1, 500);
    Page<Email> page =
        emails.list(
            cursor.index(),
            cursor.value(),
            cursor.read(request),
            Long.MIN_VALUE / 2,
            Long.MAX_VALUE / 2,
            _ -> true,
            limit);
    return Answer.json(page.body("emails", EmailJson::of, cursor, limit));
  }
}
