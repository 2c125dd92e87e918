package io.insideout.app;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Map;

/// A process among others that run the same services.
///
/// @param instance what it is called among them; it keeps the name between starts
/// @param advertisedHttp where others reach its HTTP door; empty for the address that it listens
///   at, or, where that is any, the machine's own
/// @param viewCopies how many instances keep each partition of a view that can be divided, 0 to
///   100; 0 for all, so that each has the whole
public record InstanceSettings(String instance, String advertisedHttp, int viewCopies) {
  static InstanceSettings of(SettingTexts all) {
    String advertised = all.text("advertised-http");
    return new InstanceSettings(
        all.text("instance"),
        advertised.isEmpty() ? "" : SettingTexts.url("advertised-http", advertised).toString(),
        all.number("view-copies", 0, 100));
  }

  /// Where others reach a door of this process.
  ///
  /// @param door where it listens
  String reachable(URI door) {
    if (!advertisedHttp.isEmpty()) {
      return advertisedHttp;
    }
    try {
      return InetAddress.getByName(door.getHost()).isAnyLocalAddress()
          ? "%s://%s:%d"
              .formatted(door.getScheme(), own(InetAddress.getLocalHost()), door.getPort())
          : door.toString();
    } catch (UnknownHostException e) {
      return door.toString();
    }
  }

  /// Where a machine knows its own name as loopback, others know it by that name, if by any.
  private static String own(InetAddress machine) {
    return machine instanceof Inet4Address && !machine.isLoopbackAddress()
        ? machine.getHostAddress()
        : machine.getHostName();
  }

  void show(Map<String, String> shown) {
    shown.put("instance", instance);
    shown.put("advertised-http", advertisedHttp.isEmpty() ? "(where it listens)" : advertisedHttp);
    shown.put("view-copies", viewCopies == 0 ? "(all)" : String.valueOf(viewCopies));
  }
}
