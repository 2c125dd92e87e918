package io.insideout.retail;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/// The plain bytes of a file, plain or gzip (told apart by the first two bytes, since names lie),
/// that end where the readable part ends: a download that was cut short still has orders in it.
final class CutShortInput extends InputStream {
  private static final int BUFFER_BYTES = 1 << 16;

  private final InputStream in;
  private Optional<String> failure = Optional.empty();

  private CutShortInput(InputStream in) {
    this.in = in;
  }

  /// Throws where not even the beginning can be read.
  static CutShortInput open(ByteSource source) throws IOException {
    InputStream raw = source.open();
    try {
      InputStream buffered = new BufferedInputStream(raw, BUFFER_BYTES);
      return new CutShortInput(
          isGzip(buffered) ? new GZIPInputStream(buffered, BUFFER_BYTES) : buffered);
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }

  /// Why the input ended before its end, if it did; known once the end has been seen.
  Optional<String> failure() {
    return failure;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) {
    if (failure.isPresent()) {
      return -1;
    }
    try {
      return in.read(bytes, offset, length);
    } catch (IOException e) {
      failure = Optional.of(String.valueOf(e.getMessage()));
      return -1;
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private static boolean isGzip(InputStream in) throws IOException {
    in.mark(2);
    boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
    in.reset();
    return gzip;
  }
}
