/// Who stands at a door: tokens are read, and held against the keys of whoever gives them out. It
/// alone knows the library that does so.
@NullMarked
package io.insideout.app.access;

import org.jspecify.annotations.NullMarked;
