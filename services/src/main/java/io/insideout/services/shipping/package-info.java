/// Shipping reads orders, customers and what the warehouse says, decides what leaves, what arrives
/// and what is cancelled while it still can be, and writes every new version of a shipment whole.
@NullMarked
package io.insideout.services.shipping;

import org.jspecify.annotations.NullMarked;
