/// The application: all parts in one process, and the command line.
@NullMarked
package io.insideout.app;

import org.jspecify.annotations.NullMarked;
