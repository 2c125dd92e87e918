package io.insideout.runtime.http;

import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1ConnectionListener;
import java.time.Duration;

/// Sees requests begin, so that their headers are not waited for without an end. A request that
/// does not come to its first line's end is an idle connection's.
record Heads(Patience patience, Duration within) implements Http1ConnectionListener {
  @Override
  public void prologue(ConnectionContext context, HttpPrologue prologue) {
    patience.begin(within);
  }

  @Override
  public void headers(ConnectionContext context, Headers headers) {
    patience.end();
  }
}
