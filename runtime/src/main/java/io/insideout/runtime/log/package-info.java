/// The log seen from its clients: topics as declared, records published with their cause.
@NullMarked
package io.insideout.runtime.log;

import org.jspecify.annotations.NullMarked;
