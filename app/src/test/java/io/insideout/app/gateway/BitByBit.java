package io.insideout.app.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.insideout.runtime.http.Answer;
import io.insideout.runtime.http.Request;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// An answer whose second line comes only when somebody has seen the first.
final class BitByBit {
  private final CountDownLatch seen = new CountDownLatch(1);

  void firstIsSeen() {
    seen.countDown();
  }

  Answer answer(Request request) {
    String accepted = request.header("Accept").orElse("nothing");
    return Answer.stream(
        "text/plain",
        out -> {
          line("accepted: " + accepted, out);
          await();
          line("and on", out);
        });
  }

  private static void line(String text, OutputStream out) throws IOException {
    out.write((text + "\n").getBytes(UTF_8));
    out.flush();
  }

  private void await() throws IOException {
    try {
      if (!seen.await(30, TimeUnit.SECONDS)) {
        throw new IOException("nobody has seen anything");
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
