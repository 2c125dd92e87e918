/// Generations: a service's state beside another of the same service, and which of them has its
/// turn. Who has it is said in the log, in the transaction that hands it over.
@NullMarked
package io.insideout.runtime.generation;

import org.jspecify.annotations.NullMarked;
