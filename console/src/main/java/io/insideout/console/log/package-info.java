/// What the log holds, where its readers stand, and what a record says: shown over HTTP, and never
/// changed.
@NullMarked
package io.insideout.console.log;

import org.jspecify.annotations.NullMarked;
