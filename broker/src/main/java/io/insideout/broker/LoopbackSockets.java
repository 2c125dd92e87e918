package io.insideout.broker;

import io.insideout.runtime.StartFailure;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import org.apache.kafka.server.ServerSocketFactory;

/// The two sockets that a node listens on, bound to 127.0.0.1 before anything of Kafka starts: so
/// the ports are known when the settings are written, and a port that is taken is refused before
/// the directory is touched.
final class LoopbackSockets implements ServerSocketFactory, AutoCloseable {
  static final String HOST = "127.0.0.1";

  private static final int BACKLOG = 128;

  private final ServerSocketChannel broker;
  private final ServerSocketChannel controller;

  private LoopbackSockets(ServerSocketChannel broker, ServerSocketChannel controller) {
    this.broker = broker;
    this.controller = controller;
  }

  /// Binds both sockets.
  ///
  /// @param brokerPort the port that clients connect to, 0 for any free one
  static LoopbackSockets bind(int brokerPort) {
    var broker = bound(brokerPort);
    try {
      return new LoopbackSockets(broker, bound(0));
    } catch (RuntimeException e) {
      closeQuietly(broker);
      throw e;
    }
  }

  int brokerPort() {
    return broker.socket().getLocalPort();
  }

  int controllerPort() {
    return controller.socket().getLocalPort();
  }

  @Override
  public ServerSocketChannel openServerSocket(
      String listenerName, InetSocketAddress address, int backlog, int receiveBufferBytes)
      throws IOException {
    var channel = address.getPort() == brokerPort() ? broker : controller;
    channel.configureBlocking(false);
    return channel;
  }

  /// Frees the ports. The node closes the sockets that it took over itself; closing twice is
  /// nothing.
  @Override
  public void close() {
    closeQuietly(broker);
    closeQuietly(controller);
  }

  private static ServerSocketChannel bound(int port) {
    try {
      var channel = ServerSocketChannel.open();
      try {
        // A restart must get its port back while old connections are still in TIME_WAIT.
        channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        channel.bind(new InetSocketAddress(InetAddress.ofLiteral(HOST), port), BACKLOG);
        return channel;
      } catch (IOException e) {
        closeQuietly(channel);
        throw e;
      }
    } catch (BindException e) {
      throw new StartFailure(
          "Port %d of %s, the broker's, cannot be had (%s). End the program that has it or give the broker another port."
              .formatted(port, HOST, e.getMessage()),
          e);
    } catch (IOException e) {
      throw new StartFailure(
          "The broker cannot listen on %s:%d: %s.".formatted(HOST, port, e.getMessage()), e);
    }
  }

  private static void closeQuietly(ServerSocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      // Nothing is lost: nobody has been accepted, or the node has closed it already.
    }
  }
}
