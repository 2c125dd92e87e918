/// The fault runner: the system in real processes, under load and under faults by a seeded plan;
/// then the laws are held against the log, and what callers were told against both.
@NullMarked
package io.insideout.chaos;

import org.jspecify.annotations.NullMarked;
