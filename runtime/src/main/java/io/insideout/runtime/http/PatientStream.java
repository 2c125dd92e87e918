package io.insideout.runtime.http;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/// A body that breaks off when its reader does not take what is there.
final class PatientStream extends FilterOutputStream {
  private final Patience patience;
  private final Duration taking;

  PatientStream(OutputStream out, Patience patience, Duration taking) {
    super(out);
    this.patience = patience;
    this.taking = taking;
  }

  @Override
  public void write(int b) throws IOException {
    patience.begin(taking);
    out.write(b);
    patience.end();
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    patience.begin(taking);
    out.write(bytes, from, length);
    patience.end();
  }

  @Override
  public void flush() throws IOException {
    patience.begin(taking);
    out.flush();
    patience.end();
  }
}
