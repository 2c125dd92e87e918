package io.insideout.runtime.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.Optional;

/// By what callers are counted: customers by themselves, wherever they come from, and whom nobody
/// knows by where it comes from.
final class CallerNames {
  /// One host may have all addresses of a network of this length.
  private static final int NETWORK_BYTES = 8;

  private CallerNames() {}

  /// @param known whether callers are asked who they are: then operators are counted by nothing
  static Optional<String> of(Caller caller, String peer, boolean known) {
    return switch (caller) {
      case Caller.Customer(var customerId, _) -> Optional.of("customer " + customerId);
      case Caller.Operator _ when known -> Optional.empty();
      case Caller.Operator _, Caller.Stranger _ -> Optional.of(ofPeer(peer));
    };
  }

  static String ofPeer(String peer) {
    return "peer " + (peer.contains(":") ? network(peer) : peer);
  }

  private static String network(String address) {
    try {
      // It is no name, so nobody is asked for it.
      return HexFormat.of()
          .formatHex(InetAddress.getByName(address).getAddress())
          .substring(0, 2 * NETWORK_BYTES);
    } catch (UnknownHostException | StringIndexOutOfBoundsException e) {
      return address;
    }
  }
}
