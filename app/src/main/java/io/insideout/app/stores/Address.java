package io.insideout.app.stores;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.insideout.runtime.http.Problem;
import io.insideout.runtime.http.Request;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/// Keys of a store as callers write them: as text, as `0x` and hexadecimal digits, or, where what
/// is shown of one is masked, as the `id` that was given with it.
///
/// @param purpose names the store
record Address(Seal seal, String purpose) {
  private static final String HEXADECIMAL = "0x";
  private static final int LONGEST = 2_048;

  /// The key that is asked for, if one is.
  ///
  /// @throws Problem 400 if both are given, or the id was not given here
  Optional<byte[]> key(Request request) {
    Optional<String> id = request.query("id");
    Optional<byte[]> key = text(request, "key");
    if (id.isPresent() && key.isPresent()) {
      throw Problem.invalid("id", "says which row, as key does");
    }
    return id.isPresent() ? id.map(given -> seal.open("id", purpose, given)) : key;
  }

  /// The first key of a page; that of the first row where nothing is said.
  byte[] from(Request request) {
    return text(request, "from").orElseGet(() -> new byte[0]);
  }

  private static Optional<byte[]> text(Request request, String name) {
    Optional<String> given = request.query(name);
    if (given.isPresent() && given.get().length() > LONGEST) {
      throw Problem.invalid(name, "is at most %d characters".formatted(LONGEST));
    }
    return given.map(Address::bytes);
  }

  private static byte[] bytes(String text) {
    try {
      return text.startsWith(HEXADECIMAL)
          ? HexFormat.of().parseHex(text.substring(HEXADECIMAL.length()))
          : text.getBytes(UTF_8);
    } catch (IllegalArgumentException notHexadecimal) {
      return text.getBytes(UTF_8);
    }
  }

  /// What a row is to be asked for by, where its key as it is shown is not what it is.
  ///
  /// @param shown of the key
  Optional<String> id(byte[] key, String shown) {
    return Arrays.equals(bytes(shown), key)
        ? Optional.empty()
        : Optional.of(seal.close(purpose, key));
  }
}
