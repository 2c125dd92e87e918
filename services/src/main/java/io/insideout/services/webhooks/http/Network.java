package io.insideout.services.webhooks.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/// Addresses that begin with the same bits.
final class Network {
  private final byte[] first;
  private final int bits;

  private Network(byte[] first, int bits) {
    this.first = first;
    this.bits = bits;
  }

  /// @param texts such as `10.0.0.0/8` and `fe80::/10`
  static List<Network> all(String... texts) {
    return Arrays.stream(texts).map(Network::of).toList();
  }

  static Network of(String text) {
    String[] parts = text.split("/", 2);
    try {
      // An address in figures is not looked up.
      return new Network(InetAddress.getByName(parts[0]).getAddress(), Integer.parseInt(parts[1]));
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("no network: " + text, e);
    }
  }

  boolean contains(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (bytes.length != first.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> bit % Byte.SIZE;
      if (((bytes[bit / Byte.SIZE] ^ first[bit / Byte.SIZE]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }
}
