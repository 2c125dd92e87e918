/// Replays a retailer's file into the running system: its reference data first, then its orders in
/// their order, each once however often the replay is begun.
@NullMarked
package io.insideout.app.replay;

import org.jspecify.annotations.NullMarked;
