/// Fraud reads requested orders and the fraud rules, decides whether an order brings its card or
/// its customer above a limit within a window of time, and writes its answers to the order's
/// validations.
@NullMarked
package io.insideout.services.fraud;

import org.jspecify.annotations.NullMarked;
