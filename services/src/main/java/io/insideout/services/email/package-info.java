/// E-mail reads orders, payments and customers, decides whether a customer is to be written to, and
/// writes a confirmation of every authorized payment and a reminder where none came in time, each
/// once.
///
/// The textbook does this as `orders.join(payments, within 1 minute).join(customers)`. Such a join
/// loses what it is not made for: a payment that comes after the minute finds no order and is never
/// confirmed; where a record is repeated each pair is one more message; nobody learns that a
/// payment did *not* come; and a minute of event time says nothing of how long a customer has
/// waited, least of all in a replay. So what is known of an order is kept until it is confirmed,
/// what was written is kept for ever, and the minute is one of the wall clock.
@NullMarked
package io.insideout.services.email;

import org.jspecify.annotations.NullMarked;
