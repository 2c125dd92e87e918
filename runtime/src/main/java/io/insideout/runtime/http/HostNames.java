package io.insideout.runtime.http;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// The names by which a door at this machine may be called. A page of somebody else can give its
/// own name this machine's address, once it is loaded (DNS rebinding): for the browser it is then a
/// page of the door's, which reads and changes what it likes. It is told by its name, which the
/// browser sends.
public final class HostNames {
  private static final Pattern THIS_MACHINE =
      Pattern.compile("localhost|.+\\.localhost|127(\\.\\d{1,3}){3}|::1|\\[::1]");
  private static final Pattern PORT = Pattern.compile(":\\d*$");

  private final boolean any;
  private final Set<String> more;

  private HostNames(boolean any, List<String> more) {
    this.any = any;
    this.more = new TreeSet<>(more.stream().map(HostNames::plain).toList());
  }

  /// Any name: for a door that asks who comes in.
  public static HostNames any() {
    return new HostNames(true, List.of());
  }

  /// Those that mean this machine, and some by which others know it.
  public static HostNames thisMachineAnd(List<String> more) {
    return new HostNames(false, more);
  }

  /// Whether a name or an address can mean nothing but this machine.
  public static boolean meansThisMachine(String host) {
    return THIS_MACHINE.matcher(plain(host)).matches();
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
  }

  /// @param host the header of that name, as it came; who says none is no browser
  /// @throws Problem 421 if it is called by another name
  void check(Optional<String> host) {
    String name = plain(PORT.matcher(host.orElse("localhost")).replaceFirst(""));
    if (!any && !meansThisMachine(name) && !more.contains(name)) {
      throw new Problem(
          421,
          "foreign-name",
          "Not by this name",
          "an open door at this machine answers to localhost, 127.0.0.1 and the names in the setting http-names alone",
          List.of());
    }
  }
}
