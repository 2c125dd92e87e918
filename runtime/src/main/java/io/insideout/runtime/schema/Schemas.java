package io.insideout.runtime.schema;

import io.insideout.catalog.Topic;
import io.insideout.runtime.StartFailure;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.avro.SystemLimitException;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.ClassSecurityValidator;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;

/// Where serdes come from: Avro values in the registry's wire format. Ids are asked for once and
/// kept.
public final class Schemas {
  /// The most items of a list or a map: a record of a few megabytes has no more.
  private static final int MAX_ITEMS = 1 << 22;

  static {
    // Items may take no bytes at all: what a value says of their number must not cost time and
    // memory that no record fills.
    if (System.getProperty(SystemLimitException.MAX_COLLECTION_LENGTH_PROPERTY) == null) {
      System.setProperty(
          SystemLimitException.MAX_COLLECTION_LENGTH_PROPERTY, String.valueOf(MAX_ITEMS));
    }
    // Avro makes instances of named classes only where it was told that they may be trusted.
    ClassSecurityValidator.setGlobal(
        ClassSecurityValidator.composite(
            ClassSecurityValidator.DEFAULT, type -> type.getName().startsWith("io.insideout.")));
  }

  private static final GenericData DATA = new BoundedData();

  private final Registry registry;
  private final @Nullable URI url;
  private final Map<Integer, Schema> byId = new ConcurrentHashMap<>();
  private final Map<Integer, List<Registry.Version>> versionsById = new ConcurrentHashMap<>();
  private final Map<String, Integer> idBySubject = new ConcurrentHashMap<>();
  private final Map<String, Schema> bySubject = new ConcurrentHashMap<>();
  private final Map<Registered, Integer> idByContent = new ConcurrentHashMap<>();

  /// A schema under a subject that has several.
  private record Registered(String subject, Schema schema) {}

  /// A value whatever its type.
  ///
  /// @param schema that it was written with
  /// @param value in Avro's generic classes
  public record Datum(Schema schema, Object value) {}

  private Schemas(Registry registry, @Nullable URI url) {
    this.registry = registry;
    this.url = url;
  }

  /// Schemas kept by the registry at that address, which is asked once.
  public static Schemas at(URI registryUrl) {
    return at(registryUrl, RegistryLogin.ofProcess());
  }

  /// The same, of a registry that is told a login other than the process's.
  public static Schemas at(URI registryUrl, Optional<RegistryLogin> login) {
    return new Schemas(new RegistryClient(registryUrl, login), registryUrl);
  }

  /// Schemas kept by the registry at that address, which is asked again for a while where it does
  /// not answer: for parts that are to outlive a new start of the registry.
  public static Schemas at(URI registryUrl, Duration patience) {
    RegistryClient client = new RegistryClient(registryUrl, RegistryLogin.ofProcess());
    return new Schemas(new PatientRegistry(client, patience), registryUrl);
  }

  /// Schemas kept by a registry of any kind.
  public static Schemas of(Registry registry) {
    return new Schemas(registry, null);
  }

  /// Schemas kept in this process alone, for topologies that run without a log.
  public static Schemas inMemory() {
    return new Schemas(new InMemoryRegistry(), null);
  }

  /// Where the registry is, if it is anywhere but in this process.
  public Optional<URI> url() {
    return Optional.ofNullable(url);
  }

  /// Registers the schemas of these topics.
  ///
  /// @throws StartFailure if one is not compatible with what is registered, or the registry does
  ///   not answer
  public void register(Collection<? extends Topic<? extends SpecificRecord>> topics) {
    for (Topic<? extends SpecificRecord> topic : topics) {
      try {
        id(topic.subject(), topic.schema());
      } catch (Registry.IncompatibleSchema e) {
        throw new StartFailure(
            "The schema of topic '%s' does not fit what is registered. %s"
                .formatted(topic.name(), e.getMessage()),
            e);
      } catch (Registry.RegistryUnreachable e) {
        throw new StartFailure(e.sentence(), e);
      }
    }
  }

  /// The serde of a topic's values.
  public <V extends SpecificRecord> Serde<V> serde(Topic<V> topic) {
    return serde(topic.subject(), topic.valueType());
  }

  /// A serde of values under a subject: for a service's stores and internal topics.
  public <V extends SpecificRecord> Serde<V> serde(String subject, Class<V> type) {
    bySubject.put(subject, schemaOf(type));
    return new AvroSerde<>(this, subject, type);
  }

  /// What serdes were made for so far: each subject, with the schema that it is written by.
  public Map<String, Schema> subjects() {
    return Map.copyOf(bySubject);
  }

  /// Reads a value whatever its type, as it was written.
  ///
  /// @throws org.apache.kafka.common.errors.SerializationException if the bytes are not such a
  ///   value
  public GenericRecord read(byte[] value) {
    return WireFormat.read(value, id -> generic(schema(id)));
  }

  /// Reads values by a schema of the reader's own, such as some of their fields under other names.
  ///
  /// @return for one thread at a time; throws as [#read] does
  public Function<byte[], GenericRecord> reader(Schema as) {
    Map<Integer, GenericDatumReader<GenericRecord>> readers = new HashMap<>();
    // What Avro's classes share keeps each schema that was ever read by.
    GenericData own = new BoundedData();
    return value ->
        WireFormat.read(
            value,
            id ->
                readers.computeIfAbsent(id, one -> new GenericDatumReader<>(schema(one), as, own)));
  }

  /// Reads a value whatever its type, together with the schema that it was written with.
  ///
  /// @throws org.apache.kafka.common.errors.SerializationException if the bytes are not such a
  ///   value
  public Datum readDatum(byte[] value) {
    Schema[] written = new Schema[1];
    Object read =
        WireFormat.<Object>read(
            value,
            id -> {
              written[0] = schema(id);
              return generic(written[0]);
            });
    return new Datum(written[0], read);
  }

  /// The id of the schema that a value says it was written with, or none where it is not in the
  /// registry's wire format.
  public static OptionalInt id(byte[] value) {
    return WireFormat.id(value);
  }

  /// The id of the schema that a value was written with.
  ///
  /// @throws org.apache.kafka.common.errors.SerializationException if the bytes are no value
  public static int schemaId(byte[] value) {
    return WireFormat.schemaId(value);
  }

  /// Under which subjects a schema is registered, and as which of their versions, if the registry
  /// tells; those that are known once are kept.
  public List<Registry.Version> versions(int id) {
    List<Registry.Version> known = versionsById.getOrDefault(id, List.of());
    if (!known.isEmpty()) {
      return known;
    }
    try {
      List<Registry.Version> told = registry.versions(id);
      versionsById.put(id, told);
      return told;
    } catch (Registry.RegistryUnreachable e) {
      return List.of();
    }
  }

  /// Which version of a subject the schema of that id is, if the registry tells.
  public OptionalInt version(String subject, int id) {
    return versions(id).stream()
        .filter(one -> one.subject().equals(subject))
        .mapToInt(Registry.Version::version)
        .max();
  }

  /// Writes a value whatever its type; its schema is registered under the subject, which may have
  /// others.
  ///
  /// @throws Registry.IncompatibleSchema if the subject's earlier schemas and this do not fit
  public byte[] write(String subject, Datum datum) {
    int id =
        idByContent.computeIfAbsent(
            new Registered(subject, datum.schema()),
            unknown -> registry.register(unknown.subject(), unknown.schema()));
    byId.putIfAbsent(id, datum.schema());
    return WireFormat.write(id, new GenericDatumWriter<>(datum.schema()), datum.value());
  }

  /// Ends all waiting for the registry, for good: whoever waits is told that it does not answer.
  public void hurry() {
    registry.hurry();
  }

  private static <V> GenericDatumReader<V> generic(Schema schema) {
    return new GenericDatumReader<>(schema, schema, DATA);
  }

  int id(String subject, Schema schema) {
    Integer known = idBySubject.get(subject);
    if (known != null) {
      return known;
    }
    int id = registry.register(subject, schema);
    byId.putIfAbsent(id, schema);
    idBySubject.put(subject, id);
    return id;
  }

  Schema schema(int id) {
    Schema known = byId.get(id);
    if (known != null) {
      return known;
    }
    Schema found = registry.schema(id);
    byId.put(id, found);
    return found;
  }

  static Schema schemaOf(Class<? extends SpecificRecord> type) {
    return SpecificData.get().getSchema(type);
  }
}
