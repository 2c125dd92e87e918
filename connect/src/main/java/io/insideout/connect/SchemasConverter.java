package io.insideout.connect;

import io.insideout.runtime.schema.Registry;
import io.insideout.runtime.schema.Schemas;
import java.net.URI;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.avro.AvroRuntimeException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.storage.Converter;
import org.jspecify.annotations.Nullable;

/// A converter of values in the registry's wire format. It tells a record that is bad from a
/// registry that is away: the one is for whoever tolerates errors, the other is tried again.
public abstract class SchemasConverter implements Converter {
  /// The registry's address, as other converters name it.
  public static final String URL = "schema.registry.url";

  private static final ConfigDef CONFIG =
      new ConfigDef()
          .define(
              URL,
              ConfigDef.Type.STRING,
              ConfigDef.Importance.HIGH,
              "The schema registry's address, such as http://127.0.0.1:8081");

  private @Nullable Schemas schemas;

  @Override
  public ConfigDef config() {
    return CONFIG;
  }

  @Override
  public void configure(Map<String, ?> properties, boolean isKey) {
    if (!(CONFIG.parse(properties).get(URL) instanceof String url)) {
      throw new ConnectException(URL + " is missing");
    }
    schemas = Schemas.at(URI.create(url));
  }

  /// What reads and writes, once configured.
  protected Schemas schemas() {
    Schemas configured = schemas;
    if (configured == null) {
      throw new IllegalStateException("the converter is not configured");
    }
    return configured;
  }

  /// Does something that asks the registry.
  protected static <T> T converted(String topic, Supplier<T> step) {
    try {
      return step.get();
    } catch (Registry.RegistryUnreachable e) {
      throw new RetriableException(e.getMessage(), e);
    } catch (SerializationException
        | Registry.IncompatibleSchema
        | AvroRuntimeException
        | ClassCastException e) {
      // Avro refuses names that it does not take, and values that are not of their schema.
      throw new DataException("topic %s: %s".formatted(topic, e.getMessage()), e);
    }
  }
}
