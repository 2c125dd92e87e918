/// Webhooks reads orders and sends each version to everybody who has asked for it over HTTP,
/// signed, those of an order one after the other, until it is taken.
@NullMarked
package io.insideout.services.webhooks;

import org.jspecify.annotations.NullMarked;
