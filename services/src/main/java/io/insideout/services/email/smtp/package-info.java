/// Carries the outbox to a mail server: reads e-mails and hands each to SMTP, its position
/// committed after each. It alone knows the mail library, and stands still where no server is set.
@NullMarked
package io.insideout.services.email.smtp;

import org.jspecify.annotations.NullMarked;
