package io.insideout.app;

import io.insideout.runtime.StartFailure;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The settings as they are written: each from the last source that names it, and read as what it
/// has to be.
record SettingTexts(Map<String, String> texts) {
  private static final Pattern COMMA = Pattern.compile(",");

  /// Puts the sources together; the later wins.
  ///
  /// @param defaults every setting there is
  /// @param file a properties file, or null
  /// @throws StartFailure that names a setting that is unknown
  static SettingTexts of(
      Map<String, String> defaults,
      @Nullable Path file,
      Map<String, String> environment,
      Map<String, String> flags) {
    Map<String, String> all = new LinkedHashMap<>(defaults);
    if (file != null) {
      read(file).forEach((name, value) -> put(all, name, value, "the settings file " + file));
    }
    for (String name : defaults.keySet()) {
      String value = environment.get(environmentName(name));
      if (value != null) {
        all.put(name, value);
      }
    }
    flags.forEach((name, value) -> put(all, name, value, "the command line"));
    return new SettingTexts(all);
  }

  /// The environment variable of a setting.
  static String environmentName(String setting) {
    return "INSIDEOUT_" + setting.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  private static void put(Map<String, String> all, String name, String value, String source) {
    if (!all.containsKey(name)) {
      throw new StartFailure(
          "Unknown setting '%s' in %s. Known are: %s"
              .formatted(name, source, String.join(", ", all.keySet())));
    }
    all.put(name, value);
  }

  private static Map<String, String> read(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new StartFailure("The settings file " + file + " cannot be read: " + e.getMessage(), e);
    }
    Map<String, String> read = new LinkedHashMap<>();
    properties.forEach((name, value) -> read.put(String.valueOf(name), String.valueOf(value)));
    return read;
  }

  String text(String name) {
    return texts.getOrDefault(name, "").strip();
  }

  /// As many words as there are, with commas between.
  List<String> words(String name) {
    return COMMA
        .splitAsStream(text(name))
        .map(String::strip)
        .filter(one -> !one.isEmpty())
        .toList();
  }

  boolean truth(String name) {
    return word(name, List.of("false", "true")).equals("true");
  }

  /// One of the constants, by its name in small letters.
  <E extends Enum<E>> E one(String name, Class<E> of) {
    List<String> words = Stream.of(of.getEnumConstants()).map(SettingTexts::word).toList();
    return of.getEnumConstants()[words.indexOf(word(name, words))];
  }

  /// How a constant is written.
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /// One of these words.
  String word(String name, List<String> words) {
    String text = text(name);
    if (!words.contains(text)) {
      throw new StartFailure(
          "Setting '%s' is %s, not '%s'.".formatted(name, String.join(" or ", words), text));
    }
    return text;
  }

  int number(String name, int min, int max) {
    String text = text(name);
    try {
      int number = Integer.parseInt(text);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below, as what is out of range is.
    }
    throw new StartFailure(
        "Setting '%s' is a whole number from %d to %d, not '%s'.".formatted(name, min, max, text));
  }

  /// An address of the web.
  ///
  /// @throws StartFailure that names the setting, if it is none
  static URI url(String name, String text) {
    try {
      URI url = new URI(text);
      if (url.getHost() != null && String.valueOf(url.getScheme()).matches("https?")) {
        return url;
      }
    } catch (URISyntaxException e) {
      // Told below, as an address of another kind is.
    }
    throw new StartFailure(
        "Setting '%s' is an address such as http://registry:8081, not '%s'.".formatted(name, text));
  }

  /// A text, or what is shown where it is empty.
  static String or(String text, String whereEmpty) {
    return text.isEmpty() ? whereEmpty : text;
  }
}
