package io.insideout.story;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.insideout.story.Changes.Change;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One record of a story, as it is shown.
///
/// @param log its coordinates, `topic/partition/offset`
/// @param time event time
/// @param written when it was written; absent where it does not say
/// @param writer the service that wrote it; absent where nobody can tell
/// @param type of its value
/// @param says the value in a line
/// @param failure whether it tells that something did not go well; absent where it does not
/// @param cause the coordinates of the record that it was made from; absent where it comes from
///   outside
/// @param causeOutside true where the cause is none of this story's records
/// @param afterMillis how long after its cause it was written
/// @param restsOn the row of suspicious-cards that an answer of fraud rests on
/// @param changes to the version before; absent where there is none, or it has none
/// @param letter of a dead letter: which record it is about
/// @param value decoded and masked
/// @param undecodable why the value does not decode
@JsonInclude(JsonInclude.Include.NON_NULL)
record Step(
    String log,
    String topic,
    int partition,
    long offset,
    String time,
    @Nullable String written,
    @Nullable String writer,
    @Nullable String key,
    @Nullable String type,
    @Nullable SchemaJson schema,
    String says,
    @Nullable Boolean failure,
    @Nullable String cause,
    @Nullable Boolean causeOutside,
    @Nullable Long afterMillis,
    @Nullable String restsOn,
    @Nullable List<Change> changes,
    @Nullable LetterJson letter,
    @Nullable AgainJson again,
    @Nullable Object value,
    @Nullable String undecodable) {

  /// @param version absent where the registry does not tell
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record SchemaJson(int id, String subject, @Nullable Integer version) {}

  /// @param id what it is called where it is sent again
  /// @param of where the record stands that was set aside
  record LetterJson(String id, String service, String of, String reason) {}

  /// A record that was sent again, or the letter that tells of it.
  ///
  /// @param from the record that it stands for
  /// @param service whom it is meant for
  /// @param to of a letter: where its record was sent again
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record AgainJson(@Nullable String from, @Nullable String service, @Nullable String to) {}
}
