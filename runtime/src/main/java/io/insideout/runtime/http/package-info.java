/// The HTTP door: routes, problems, JSON, health and metrics.
@NullMarked
package io.insideout.runtime.http;

import org.jspecify.annotations.NullMarked;
