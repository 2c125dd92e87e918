/// Payments reads orders and what the provider answered, keeps the books of each order, and writes
/// what is to be asked next and how the payment stands; its cashier asks the provider.
@NullMarked
package io.insideout.services.payments;

import org.jspecify.annotations.NullMarked;
