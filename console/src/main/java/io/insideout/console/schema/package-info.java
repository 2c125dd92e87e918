/// The schema registry to look at: what its subjects have been, and whether a schema that somebody
/// thinks of would fit.
@NullMarked
package io.insideout.console.schema;

import org.jspecify.annotations.NullMarked;
