package io.insideout.runtime.instance;

import io.insideout.catalog.Topic;
import io.insideout.runtime.view.Share;

/// Peers that find each other through the log.
///
/// @param copies how many of them keep each partition of a view; 0 for all
public record PeersInLog(Instances instances, int copies) implements Peers {
  @Override
  public boolean possible() {
    return true;
  }

  @Override
  public Share share(Topic<?> topic) {
    return copies == 0 ? Share.WHOLE : new OwnShare(instances, topic.name(), copies);
  }
}
