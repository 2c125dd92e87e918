/// The system in processes of its own, and what can be done to them.
@NullMarked
package io.insideout.chaos.parts;

import org.jspecify.annotations.NullMarked;
