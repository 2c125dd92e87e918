/// The gateway: one HTTP door that hands each request on to the process that has the service.
@NullMarked
package io.insideout.app.gateway;

import org.jspecify.annotations.NullMarked;
