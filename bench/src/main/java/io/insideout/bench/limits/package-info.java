/// What the machine can do without the system: appends and transactions of the bare log, and a bare
/// loop of the same hops.
@NullMarked
package io.insideout.bench.limits;

import org.jspecify.annotations.NullMarked;
