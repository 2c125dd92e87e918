package io.insideout.app;

import io.insideout.runtime.StartFailure;
import io.insideout.runtime.http.HostNames;
import java.net.URI;

/// Where a payment provider is: simulated in the process, or at an address to which a secret can be
/// sent.
final class ProviderAddress {
  private static final String SIMULATED = "simulated";

  private ProviderAddress() {}

  /// @throws StartFailure that names the setting, if it is neither
  static String check(String name, String text) {
    if (text.equals(SIMULATED)) {
      return text;
    }
    URI url = SettingTexts.url(name, text);
    boolean closed = url.getScheme().equals("https") || HostNames.meansThisMachine(url.getHost());
    if (!closed || url.getUserInfo() != null) {
      throw new StartFailure(
          "Setting '%s' is simulated, or an address that begins with https:// and has no secret in it."
              .formatted(name));
    }
    return url.toString();
  }
}
