/// The services, a package each. Each reads topics, decides, and writes topics; none imports
/// another.
@NullMarked
package io.insideout.services;

import org.jspecify.annotations.NullMarked;
