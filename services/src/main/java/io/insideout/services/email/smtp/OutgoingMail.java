package io.insideout.services.email.smtp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME;

import io.insideout.catalog.Email;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/// An e-mail as it goes over the wire. Its Message-ID is made of its id: sent again after a crash
/// it is the same message, and whoever has it already can tell.
final class OutgoingMail extends MimeMessage {
  private final String emailId;

  OutgoingMail(Session session, Email email, String from, InternetAddress to)
      throws MessagingException {
    super(session);
    this.emailId = email.getEmailId();
    setFrom(new InternetAddress(from, true));
    setRecipient(Message.RecipientType.TO, to);
    // A line break would begin another header.
    setSubject(email.getSubject().replaceAll("\\p{Cntrl}+", " "), UTF_8.name());
    setText(email.getText(), UTF_8.name());
    setHeader("Auto-Submitted", "auto-generated");
    setHeader("Date", RFC_1123_DATE_TIME.format(OffsetDateTime.now(ZoneOffset.UTC)));
    saveChanges();
  }

  @Override
  protected void updateMessageID() throws MessagingException {
    setHeader("Message-ID", messageId(emailId));
  }

  /// Different ids make different ones, all of letters that may stand there.
  static String messageId(String emailId) {
    StringBuilder safe = new StringBuilder();
    for (byte b : emailId.getBytes(UTF_8)) {
      char c = (char) (b & 0xff);
      if (c == '/') {
        safe.append('.');
      } else if (c < 0x80 && (Character.isLetterOrDigit(c) || c == '-' || c == '_')) {
        safe.append(c);
      } else {
        safe.append("=%02x".formatted((int) c));
      }
    }
    return "<" + safe + "@insideout>";
  }
}
