package io.insideout.registry;

import java.util.Arrays;
import java.util.Locale;

/// What a new version of a schema owes to the versions before it.
enum CompatibilityLevel {
  /// Nothing.
  NONE(false, false, false),
  /// The new schema reads what the latest version wrote.
  BACKWARD(true, false, false),
  /// The new schema reads what any version wrote.
  BACKWARD_TRANSITIVE(true, false, true),
  /// The latest version reads what the new schema writes.
  FORWARD(false, true, false),
  /// Every version reads what the new schema writes.
  FORWARD_TRANSITIVE(false, true, true),
  /// Both, with the latest version.
  FULL(true, true, false),
  /// Both, with every version.
  FULL_TRANSITIVE(true, true, true);

  static final CompatibilityLevel DEFAULT = BACKWARD;

  private final boolean readsOld;
  private final boolean readByOld;
  private final boolean transitive;

  CompatibilityLevel(boolean readsOld, boolean readByOld, boolean transitive) {
    this.readsOld = readsOld;
    this.readByOld = readByOld;
    this.transitive = transitive;
  }

  boolean readsOld() {
    return readsOld;
  }

  boolean readByOld() {
    return readByOld;
  }

  boolean transitive() {
    return transitive;
  }

  /// The level of that name, in any case of letters.
  ///
  /// @throws RegistryError 42203 if there is none
  static CompatibilityLevel named(String name) {
    var upper = name.toUpperCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(level -> level.name().equals(upper))
        .findFirst()
        .orElseThrow(() -> RegistryError.invalidLevel(name));
  }
}
