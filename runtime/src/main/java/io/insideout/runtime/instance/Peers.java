package io.insideout.runtime.instance;

import io.insideout.catalog.Topic;
import io.insideout.runtime.view.Share;

/// What a service knows of other processes that run it too.
public interface Peers {
  /// There are none, and will be none.
  Peers NONE =
      new Peers() {
        @Override
        public boolean possible() {
          return false;
        }

        @Override
        public Share share(Topic<?> topic) {
          return Share.WHOLE;
        }
      };

  /// Whether there may be any.
  boolean possible();

  /// What this process keeps of a view of a topic that is divided among all that run the service.
  Share share(Topic<?> topic);
}
