/// Loyalty reads orders, decides how many points each validated one earns its customer, and writes
/// every customer's points. It is the example of how a service is added.
@NullMarked
package io.insideout.services.loyalty;

import org.jspecify.annotations.NullMarked;
