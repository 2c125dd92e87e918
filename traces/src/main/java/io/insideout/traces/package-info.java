/// Traces of orders: each record a span, made of what the record carries and sent to whoever takes
/// OpenTelemetry's protocol. No service is told of it.
@NullMarked
package io.insideout.traces;

import org.jspecify.annotations.NullMarked;
