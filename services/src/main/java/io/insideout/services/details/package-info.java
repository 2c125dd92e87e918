/// Order details reads requested orders, products and customers, decides whether each order makes
/// sense, and writes its answer to the order's validations.
@NullMarked
package io.insideout.services.details;

import org.jspecify.annotations.NullMarked;
