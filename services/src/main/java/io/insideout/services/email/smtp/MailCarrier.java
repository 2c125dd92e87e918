package io.insideout.services.email.smtp;

import io.insideout.catalog.Email;
import io.insideout.services.email.smtp.Delivery.Deferred;
import io.insideout.services.email.smtp.Delivery.Refused;
import io.insideout.services.email.smtp.Delivery.Sent;
import io.insideout.services.email.smtp.Delivery.Unreachable;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import java.util.Optional;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;

/// Hands mails over to a server, over one connection as long as it is of use.
final class MailCarrier implements AutoCloseable {
  private static final int CLOSING = 421;
  private static final int AUTHENTICATION_REQUIRED = 530;
  private static final int AUTHENTICATION_FAILED = 535;

  private final MailServer server;
  private final Session session;
  private @Nullable Transport connection;

  MailCarrier(MailServer server) {
    this.server = server;
    this.session = server.session();
  }

  Delivery deliver(Email email) {
    Optional<InternetAddress> to = Addresses.plain(email.getRecipient());
    if (to.isEmpty()) {
      return new Refused("the address is malformed");
    }
    try {
      OutgoingMail mail = new OutgoingMail(session, email, server.from(), to.get());
      connected().sendMessage(mail, new Address[] {to.get()});
      return new Sent();
    } catch (MessagingException e) {
      close();
      return judge(e);
    }
  }

  private Transport connected() throws MessagingException {
    Transport open = connection;
    if (open == null || !open.isConnected()) {
      open = session.getTransport(server.scheme());
      connection = open;
      open.connect(server.host(), server.port(), server.user(), server.password());
    }
    return open;
  }

  static Delivery judge(MessagingException failure) {
    for (Exception at = failure; at instanceof MessagingException of; at = of.getNextException()) {
      if (at instanceof SMTPAddressFailedException refused) {
        return judge(refused.getReturnCode(), "the recipient");
      }
      if (at instanceof SMTPSendFailedException refused
          && !String.valueOf(refused.getCommand()).startsWith("MAIL")
          && refused.getReturnCode() >= 500) {
        return judge(refused.getReturnCode(), "the content");
      }
    }
    Exception next = failure.getNextException();
    return new Unreachable((next == null ? failure : next).getClass().getSimpleName());
  }

  private static Delivery judge(int code, String what) {
    String why = what + " is answered by " + code;
    if (code == CLOSING || code == AUTHENTICATION_REQUIRED || code == AUTHENTICATION_FAILED) {
      return new Unreachable(why);
    }
    return code >= 500 ? new Refused(why) : new Deferred(why);
  }

  /// Ends the connection; the next mail opens another.
  @Override
  public void close() {
    Transport open = connection;
    connection = null;
    if (open != null) {
      try {
        open.close();
      } catch (MessagingException e) {
        // It was broken already.
      }
    }
  }
}
