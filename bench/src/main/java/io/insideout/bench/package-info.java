/// The whole system measured from outside, beside what the machine itself can do.
@NullMarked
package io.insideout.bench;

import org.jspecify.annotations.NullMarked;
