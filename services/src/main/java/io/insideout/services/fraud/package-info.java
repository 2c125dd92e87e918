/// Fraud reads requested orders, the fraud rules and the cards that SQL found suspicious, decides
/// whether an order brings its card or its customer above a limit within a window of time, and
/// writes its answers to the order's validations.
@NullMarked
package io.insideout.services.fraud;

import org.jspecify.annotations.NullMarked;
