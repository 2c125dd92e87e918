package io.insideout.app;

import io.insideout.runtime.StartFailure;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.common.utils.Utils;

/// Finds out whether a log speaks TLS to a client that does not. Kafka's clients take the alert
/// that comes back for the length of an answer, 336 MiB, and die of the memory that they ask for.
final class TlsProbe {
  /// A question for versions (ApiVersions 0), which every log answers before it knows who asks.
  private static final byte[] QUESTION = {0, 0, 0, 10, 0, 18, 0, 0, 0, 0, 0, 0, -1, -1};

  /// How an alert of TLS begins. What Kafka answers begins with its length, which is small.
  private static final int ALERT = 0x15;

  private static final int PATIENCE_MILLIS = 2_000;

  private TlsProbe() {}

  /// Asks each of the addresses; where none answers, Kafka's client will tell.
  ///
  /// @throws StartFailure if it speaks TLS, and the properties do not
  static void check(Map<String, ?> clientProperties, String bootstrapServers) {
    Object given = clientProperties.get(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG);
    String protocol = given == null ? SecurityProtocol.PLAINTEXT.name : String.valueOf(given);
    if (!protocol.endsWith(SecurityProtocol.PLAINTEXT.name)) {
      return;
    }
    for (String address : bootstrapServers.split(",")) {
      String host = Utils.getHost(address.strip());
      Integer port = Utils.getPort(address.strip());
      if (host != null && port != null && speaksTls(host, port)) {
        throw new StartFailure(
            "The log at %s speaks TLS, and this client does not. Say by --client-properties how to come in: security.protocol=SASL_SSL, or SSL, and what belongs to it."
                .formatted(address.strip()));
      }
    }
  }

  private static boolean speaksTls(String host, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), PATIENCE_MILLIS);
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.getOutputStream().write(QUESTION);
      return socket.getInputStream().read() == ALERT;
    } catch (IOException silent) {
      return false;
    }
  }
}
