/// Avro values in the registry's wire format, and the registry seen from its clients.
@NullMarked
package io.insideout.runtime.schema;

import org.jspecify.annotations.NullMarked;
