/// Inventory reads orders and stock, reserves what each requested order needs, line by line at the
/// partition of the SKU, all or nothing, releases what failed orders held exactly once, and writes
/// its answers and the ledger of reservations.
@NullMarked
package io.insideout.services.inventory;

import org.jspecify.annotations.NullMarked;
