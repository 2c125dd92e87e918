/// What running parts do with the log, as they tell it themselves.
@NullMarked
package io.insideout.runtime.flow;

import org.jspecify.annotations.NullMarked;
