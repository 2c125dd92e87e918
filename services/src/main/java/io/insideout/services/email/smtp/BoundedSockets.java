package io.insideout.services.email.smtp;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.SocketFactory;

/// Connections on which an answer has an end. The mail library reads one as long as it goes on: a
/// server that goes on for ever, or says a letter now and then, would hold the postman, or take all
/// memory. An answer is what comes since something was said last.
final class BoundedSockets extends SocketFactory {
  private final long mostBytes;
  private final Duration atMost;

  BoundedSockets(long mostBytes, Duration atMost) {
    this.mostBytes = mostBytes;
    this.atMost = atMost;
  }

  @Override
  public Socket createSocket() {
    return new Bounded();
  }

  @Override
  public Socket createSocket(String host, int port) {
    throw new UnsupportedOperationException("connected sockets are asked for by nobody");
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort) {
    return createSocket(host, port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port) {
    return createSocket(host.getHostName(), port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
    return createSocket(host, port);
  }

  private final class Bounded extends Socket {
    private final AtomicLong bytes = new AtomicLong();
    private volatile long sinceNanos = System.nanoTime();

    @Override
    public InputStream getInputStream() throws IOException {
      return new FilterInputStream(super.getInputStream()) {
        @Override
        public int read() throws IOException {
          int one = super.read();
          count(1);
          return one;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
          int read = super.read(into, offset, length);
          count(read);
          return read;
        }
      };
    }

    private void count(int read) throws IOException {
      if (bytes.addAndGet(read) > mostBytes || System.nanoTime() - sinceNanos > atMost.toNanos()) {
        throw new IOException("the answer does not end");
      }
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
      return new FilterOutputStream(super.getOutputStream()) {
        @Override
        public void write(int one) throws IOException {
          begin();
          out.write(one);
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
          begin();
          out.write(from, offset, length);
        }
      };
    }

    private void begin() {
      bytes.set(0);
      sinceNanos = System.nanoTime();
    }
  }
}
