/// Looks into what services keep of the log, and holds it against the log.
@NullMarked
package io.insideout.app.stores;

import org.jspecify.annotations.NullMarked;
