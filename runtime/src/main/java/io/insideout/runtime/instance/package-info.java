/// Instances: the processes that run services beside one log, and how they find each other through
/// it alone.
@NullMarked
package io.insideout.runtime.instance;

import org.jspecify.annotations.NullMarked;
