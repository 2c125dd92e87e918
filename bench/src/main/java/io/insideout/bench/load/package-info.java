/// What is asked of the system that is measured: orders over HTTP on a schedule, and in bulk.
@NullMarked
package io.insideout.bench.load;

import org.jspecify.annotations.NullMarked;
