/// The processes that are measured, started here on a directory that is gone afterwards.
@NullMarked
package io.insideout.bench.process;

import org.jspecify.annotations.NullMarked;
