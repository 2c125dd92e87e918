/// A chart as an SVG document, readable on light and on dark pages.
@NullMarked
package io.insideout.bench.chart;

import org.jspecify.annotations.NullMarked;
