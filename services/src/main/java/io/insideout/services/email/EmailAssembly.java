package io.insideout.services.email;

import static io.insideout.catalog.Topics.EMAILS;

import io.insideout.catalog.Email;
import io.insideout.runtime.Environment;
import io.insideout.runtime.Part;
import io.insideout.runtime.Service.Assembled;
import io.insideout.runtime.stream.StreamsService;
import io.insideout.runtime.view.RowKeys;
import io.insideout.runtime.view.View;
import io.insideout.services.email.smtp.Postman;
import java.util.ArrayList;
import java.util.List;

/// What the e-mail service is made of: its topology, its view of the outbox, and, where there is a
/// mail server, who carries the outbox there.
final class EmailAssembly {
  private EmailAssembly() {}

  static Assembled of(
      StreamsService service, Environment environment, String smtpUrl, String from) {
    View<Email> emails =
        new View<>(
            EMAILS,
            environment.viewDirectory().resolve("emails"),
            environment.log(),
            environment.schemas(),
            EmailList::indexes,
            RowKeys.named(Email::getEmailId, '/'),
            environment.peers().share(EMAILS));
    List<Part> parts = new ArrayList<>(List.of(service.running(environment), emails));
    if (!smtpUrl.isEmpty()) {
      parts.add(Postman.of(environment, smtpUrl, from, System.getenv()));
    }
    return new Assembled(parts, new EmailList(emails).routes());
  }
}
