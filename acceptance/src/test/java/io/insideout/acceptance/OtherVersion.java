package io.insideout.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.apache.avro.Schema;
import org.apache.avro.compiler.specific.SpecificCompiler;
import org.apache.avro.generic.GenericData.StringType;

/// Another version of the program: sources of this one with changes, compiled to classes that stand
/// before those of this build on a class path.
final class OtherVersion {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<Schema> schemas;
  private final Map<Path, String> sources;

  OtherVersion() {
    this(List.of(), Map.of());
  }

  private OtherVersion(List<Schema> schemas, Map<Path, String> sources) {
    this.schemas = List.copyOf(schemas);
    this.sources = Map.copyOf(sources);
  }

  /// With another schema of a class that is generated of one.
  OtherVersion schema(Schema today, Consumer<ObjectNode> change) throws IOException {
    ObjectNode tree = (ObjectNode) JSON.readTree(today.toString());
    change.accept(tree);
    List<Schema> all = new ArrayList<>(schemas);
    all.add(new Schema.Parser().parse(tree.toString()));
    return new OtherVersion(all, sources);
  }

  /// Adds a field to a record of a schema.
  static void addField(ObjectNode schema, String field) throws IOException {
    ((ArrayNode) schema.path("fields")).add(JSON.readTree(field));
  }

  /// With every match of a pattern in a class of this build, or of this version, replaced.
  OtherVersion replace(String module, String type, String pattern, String replacement)
      throws IOException {
    Path file = root(module).resolve(type.replace('.', '/') + ".java");
    Matcher found = Pattern.compile(pattern).matcher(source(file));
    if (!found.find()) {
      throw new AssertionError(
          "nothing in %s is like %s any more: say here how it is changed now"
              .formatted(file, pattern));
    }
    return with(file, found.replaceAll(replacement));
  }

  /// With a change of each line that has a word, in any source of these modules.
  OtherVersion eachLine(List<String> modules, String word, UnaryOperator<String> change)
      throws IOException {
    OtherVersion changed = this;
    Pattern whole = Pattern.compile("\\b" + word + "\\b");
    for (String module : modules) {
      try (Stream<Path> files = Files.walk(root(module))) {
        for (Path file : files.filter(one -> one.toString().endsWith(".java")).toList()) {
          String text = changed.source(file);
          if (whole.matcher(text).find()) {
            List<String> lines =
                text.lines()
                    .map(line -> whole.matcher(line).find() ? change.apply(line) : line)
                    .toList();
            changed = changed.with(file, String.join("\n", lines));
          }
        }
      }
    }
    return changed;
  }

  private static Path root(String module) {
    return Path.of("..", module, "src/main/java");
  }

  private String source(Path file) throws IOException {
    String changed = sources.get(file);
    return changed == null ? Files.readString(file) : changed;
  }

  private OtherVersion with(Path file, String text) {
    Map<Path, String> changed = new HashMap<>(sources);
    changed.put(file, text);
    return new OtherVersion(schemas, changed);
  }

  /// Compiles it.
  ///
  /// @param directory of its own
  /// @return the directory of its classes
  Path compile(Path directory) throws IOException {
    Path generated = Files.createDirectories(directory.resolve("generated"));
    for (Schema schema : schemas) {
      SpecificCompiler compiler = new SpecificCompiler(schema);
      compiler.setStringType(StringType.String);
      compiler.setFieldVisibility(SpecificCompiler.FieldVisibility.PRIVATE);
      compiler.setCreateSetters(false);
      compiler.setOutputCharacterEncoding(UTF_8.name());
      compiler.compileToDestination(null, generated.toFile());
    }
    List<Path> files = new ArrayList<>();
    for (var source : sources.entrySet()) {
      Path file = directory.resolve("sources").resolve(Path.of("..").relativize(source.getKey()));
      Files.createDirectories(file.getParent());
      files.add(Files.writeString(file, source.getValue()));
    }
    try (Stream<Path> made = Files.walk(generated)) {
      files.addAll(made.filter(Files::isRegularFile).toList());
    }
    Path classes = Files.createDirectories(directory.resolve("classes"));
    javac(files, classes);
    return classes;
  }

  private static void javac(List<Path> files, Path classes) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, UTF_8)) {
      boolean done =
          compiler
              .getTask(
                  said,
                  manager,
                  null,
                  List.of(
                      "-d", classes.toString(), "-cp", Cli.classPath(), "-proc:none", "-nowarn"),
                  null,
                  manager.getJavaFileObjectsFromPaths(files))
              .call();
      if (!done) {
        throw new AssertionError("the other version does not compile:\n" + said);
      }
    }
  }
}
