/// Figures and where they are taken from.
@NullMarked
package io.insideout.bench.measure;

import org.jspecify.annotations.NullMarked;
