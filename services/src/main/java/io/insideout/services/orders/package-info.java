/// Orders reads commands and validations, folds them into each order's state machine, and writes
/// every new version of the order whole; it takes orders over HTTP and shows them from its own
/// view.
@NullMarked
package io.insideout.services.orders;

import org.jspecify.annotations.NullMarked;
