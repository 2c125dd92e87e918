/// Drives every service's topology, task by task, in one thread and in virtual time, on a log in
/// memory. What happens next is drawn by lot from all that may happen; the laws are held against
/// every step. The same seed makes the same history.
@NullMarked
package io.insideout.simulation;

import org.jspecify.annotations.NullMarked;
