/// The web pages: files of this module and of pinned jars, served as they are, to browsers that are
/// told to take nothing from anywhere else.
@NullMarked
package io.insideout.console;

import org.jspecify.annotations.NullMarked;
