/// The way to a subscriber: where events may be sent, and what comes of sending one.
@NullMarked
package io.insideout.services.webhooks.http;

import org.jspecify.annotations.NullMarked;
