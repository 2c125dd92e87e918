/// What is done to the system and when: made of a seed, and nothing else.
@NullMarked
package io.insideout.chaos.plan;

import org.jspecify.annotations.NullMarked;
