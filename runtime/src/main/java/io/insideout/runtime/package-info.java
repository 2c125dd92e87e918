/// What the parts of the system run on. A service's author writes a topology and a decision;
/// settings, serdes, causes, dead letters, views and HTTP come from here.
@NullMarked
package io.insideout.runtime;

import org.jspecify.annotations.NullMarked;
