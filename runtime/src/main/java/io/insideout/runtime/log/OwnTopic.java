package io.insideout.runtime.log;

import io.insideout.runtime.StartFailure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;

/// A topic of one partition by which processes agree. It is no history of the business and stands
/// in no catalogue.
///
/// @param config what is not the log's own default
public record OwnTopic(String name, Map<String, String> config) {
  /// Makes the topic where it is missing. Where the log does not let this client make one, it is
  /// somebody else's to make: `run log`.
  ///
  /// @throws StartFailure if the log does not answer
  public void ensure(Admin admin) throws InterruptedException {
    try {
      if (!admin.listTopics().names().get().contains(name)) {
        NewTopic topic = new NewTopic(name, Optional.of(1), Optional.empty()).configs(config);
        admin.createTopics(List.of(topic)).all().get();
      }
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case TopicExistsException _ -> {}
        case AuthorizationException _ ->
            throw new StartFailure(
                "The log shows this client no %s, and does not let it make it. It is made by: ./insideout run log. Whom the log has to allow what: ./insideout acls"
                    .formatted(name),
                e);
        case null, default ->
            throw new StartFailure(
                LogTrouble.of(e).orElse("The log cannot be asked for its topics: " + e.getCause()),
                e);
      }
    }
  }

  /// What whoever makes it has to be allowed.
  public Right toMake() {
    return Right.topic(name, "the topics", AclOperation.CREATE, AclOperation.DESCRIBE);
  }
}
