/// Views in the database, made again from the log.
@NullMarked
package io.insideout.app.rebuild;

import org.jspecify.annotations.NullMarked;
