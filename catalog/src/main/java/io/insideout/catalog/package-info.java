/// The contract between services: which topics there are, and what their records hold. It imports
/// nothing of the project, and everything else imports it.
@NullMarked
package io.insideout.catalog;

import org.jspecify.annotations.NullMarked;
