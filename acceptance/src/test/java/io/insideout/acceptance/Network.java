package io.insideout.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Set;

/// Where the nodes of a cluster are: each in a namespace of its own with an address of its own
/// where this user may make such, else all at ports of this machine.
interface Network extends AutoCloseable {
  /// @param nodes how many, numbered from 1
  static Network open(int nodes) {
    return Namespaces.make(nodes).map(made -> (Network) made).orElseGet(Loopback::new);
  }

  /// Where a node listens.
  String host(int node);

  /// A port that is free there.
  int port(int node);

  /// What runs a command at a node.
  List<String> command(int node, List<String> command);

  /// Whether nodes can be parted from each other.
  boolean canCut();

  /// From here on nothing gets from any of these nodes to any of those, nor back, and nobody is
  /// told so.
  void cut(Set<Integer> these, Set<Integer> those);

  /// Everything gets through again.
  void heal();

  @Override
  void close();

  /// All at one address: nobody can be parted from anybody.
  record Loopback() implements Network {
    @Override
    public String host(int node) {
      return "127.0.0.1";
    }

    @Override
    public int port(int node) {
      try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public List<String> command(int node, List<String> command) {
      return command;
    }

    @Override
    public boolean canCut() {
      return false;
    }

    @Override
    public void cut(Set<Integer> these, Set<Integer> those) {
      throw new UnsupportedOperationException("all are at one address");
    }

    @Override
    public void heal() {}

    @Override
    public void close() {}
  }
}
