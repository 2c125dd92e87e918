/// Dead letters as an operator handles them: which there are, what is in one, and sending them
/// again to the service that set them aside.
@NullMarked
package io.insideout.app.letters;

import org.jspecify.annotations.NullMarked;
