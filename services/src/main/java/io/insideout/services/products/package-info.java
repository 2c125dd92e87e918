/// Products takes what is sold over HTTP and writes it to the log; who needs a product reads it
/// there.
@NullMarked
package io.insideout.services.products;

import org.jspecify.annotations.NullMarked;
