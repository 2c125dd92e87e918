package io.insideout.app.gateway;

import io.insideout.runtime.http.Request;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How long a caller waits that asks for something that is still to come. Where one door does not
/// answer and the next is asked, that is for what is left of the time.
///
/// @param target path and query as they came
/// @param wants whether the caller waits at all
record Wait(String target, boolean wants, long deadlineNanos) {
  private static final Pattern TIMEOUT = Pattern.compile("([?&]timeout=)(\\d{1,6})(ms|s)?(?=&|$)");
  private static final Duration BY_DEFAULT = Duration.ofSeconds(10);

  static Wait of(Request request, long nowNanos) {
    String target = request.target();
    Matcher matcher = TIMEOUT.matcher(target);
    Duration timeout = BY_DEFAULT;
    if (matcher.find()) {
      long number = Long.parseLong(matcher.group(2));
      timeout =
          "ms".equals(matcher.group(3)) ? Duration.ofMillis(number) : Duration.ofSeconds(number);
    }
    return new Wait(target, request.queryNames().contains("wait"), nowNanos + timeout.toNanos());
  }

  /// Path and query for what is left of the time.
  String target(boolean again, long nowNanos) {
    if (!wants || !again) {
      return target;
    }
    long leftMillis = Math.max(0, (deadlineNanos - nowNanos) / 1_000_000);
    Matcher matcher = TIMEOUT.matcher(target);
    return matcher.find()
        ? matcher.replaceFirst("$1" + leftMillis + "ms")
        : target + "&timeout=" + leftMillis + "ms";
  }
}
