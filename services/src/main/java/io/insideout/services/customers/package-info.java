/// Customers takes who buys over HTTP and writes it to the log; who needs a customer reads it
/// there.
@NullMarked
package io.insideout.services.customers;

import org.jspecify.annotations.NullMarked;
