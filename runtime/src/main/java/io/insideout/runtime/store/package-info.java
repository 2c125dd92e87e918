/// What running parts keep of the log, to be looked into while they run.
@NullMarked
package io.insideout.runtime.store;

import org.jspecify.annotations.NullMarked;
