/// What services are tested with: topologies in virtual time, fixtures, and waiting by condition.
@NullMarked
package io.insideout.testkit;

import org.jspecify.annotations.NullMarked;
