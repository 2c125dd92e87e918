package io.insideout.services.webhooks.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Which addresses events may be sent to. A subscriber's host must not lead to what only this
/// machine or its network can reach, unless that is wanted; it never leads to addresses of the
/// link, where clouds keep their secrets, nor to those that are no host's.
///
/// @param toPrivate whether loopback and private networks are wanted
public record Reach(boolean toPrivate) {
  private static final String NO_HOST = "leads to an address that nothing is ever sent to";
  private static final String INSIDE =
      "leads to a private address; where that is meant: webhooks-to-private=true";

  private static final List<Network> NEVER =
      Network.all(
          "0.0.0.0/8",
          "169.254.0.0/16",
          "224.0.0.0/4",
          "240.0.0.0/4",
          "::/128",
          "fe80::/10",
          "ff00::/8",
          // Teredo: what is behind it cannot be seen.
          "2001::/32");

  private static final List<Network> PRIVATE =
      Network.all(
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.168.0.0/16",
          "198.18.0.0/15",
          "::1/128",
          "64:ff9b:1::/48",
          "fc00::/7",
          "fec0::/10");

  private static final List<Holder> HOLDERS =
      List.of(
          new Holder(Network.of("::/96"), 12),
          new Holder(Network.of("64:ff9b::/96"), 12),
          new Holder(Network.of("2002::/16"), 2));

  /// Addresses of IPv6 that stand for one of IPv4, and where they hold it.
  private record Holder(Network network, int at) {}

  /// Why nothing may be sent there, as a clause about the host, or nothing.
  public Optional<String> objection(InetAddress address) {
    if (isIn(NEVER, address)) {
      return Optional.of(NO_HOST);
    }
    return !toPrivate && isIn(PRIVATE, address) ? Optional.of(INSIDE) : Optional.empty();
  }

  private static boolean isIn(List<Network> networks, InetAddress address) {
    return Stream.concat(Stream.of(address), held(address))
        .anyMatch(one -> networks.stream().anyMatch(network -> network.contains(one)));
  }

  private static Stream<InetAddress> held(InetAddress address) {
    if (!(address instanceof Inet6Address) || address.isLoopbackAddress()) {
      return Stream.of();
    }
    byte[] bytes = address.getAddress();
    return HOLDERS.stream()
        .filter(holder -> holder.network().contains(address))
        .map(holder -> ofFour(Arrays.copyOfRange(bytes, holder.at(), holder.at() + Integer.BYTES)));
  }

  private static InetAddress ofFour(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }
}
