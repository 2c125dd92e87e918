package io.insideout.runtime.http;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/// A body that breaks off when the stay of whoever reads it is over.
final class EndingStream extends FilterOutputStream {
  private final Stay stay;

  EndingStream(OutputStream out, Stay stay) {
    super(out);
    this.stay = stay;
  }

  @Override
  public void write(int b) throws IOException {
    requireTime();
    out.write(b);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    requireTime();
    out.write(bytes, from, length);
  }

  private void requireTime() throws IOException {
    if (stay.isOver()) {
      throw new IOException("the token has expired");
    }
  }
}
