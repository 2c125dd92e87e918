package io.insideout.registry;

/// Which version of a subject a caller asks for.
sealed interface VersionNumber {
  record Latest() implements VersionNumber {}

  record Exactly(int number) implements VersionNumber {}

  /// @param text a number from 1 on, or `latest`; Confluent's clients also say -1 for it
  /// @throws RegistryError 42202 if it is neither
  static VersionNumber parse(String text) {
    if (text.equals("latest") || text.equals("-1")) {
      return new Latest();
    }
    try {
      int number = Integer.parseInt(text);
      if (number >= 1) {
        return new Exactly(number);
      }
    } catch (NumberFormatException e) {
      throw RegistryError.invalidVersion(text);
    }
    throw RegistryError.invalidVersion(text);
  }
}
