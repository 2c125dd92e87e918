package io.insideout.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/// Compatibility levels, of the registry and of single subjects, and the mode, which is always to
/// read and write.
record ConfigResource(SchemaStore store) {
  void route(Routes routes) {
    routes
        .on("GET", "/config", this::global)
        .on("PUT", "/config", call -> put(call, Optional.empty()))
        .on("DELETE", "/config", this::deleteGlobal)
        .on("GET", "/config/{subject}", this::ofSubject)
        .on("PUT", "/config/{subject}", call -> put(call, Optional.of(call.subject())))
        .on("DELETE", "/config/{subject}", this::deleteOfSubject)
        .on("GET", "/mode", call -> mode())
        .on("GET", "/mode/{subject}", this::modeOfSubject)
        .on("PUT", "/mode", call -> noOtherMode())
        .on("PUT", "/mode/{subject}", call -> noOtherMode());
  }

  private JsonNode global(Call call) {
    return level(store.state().globalLevel().orElse(CompatibilityLevel.DEFAULT));
  }

  private JsonNode ofSubject(Call call) {
    var subject = call.subject();
    var state = store.state();
    return level(
        call.flag("defaultToGlobal")
            ? state.effectiveLevel(subject)
            : state.level(subject).orElseThrow(() -> RegistryError.noSubjectLevel(subject)));
  }

  private JsonNode put(Call call, Optional<String> subject) {
    var named = call.body().path("compatibility");
    if (!named.isTextual()) {
      throw RegistryError.invalidLevel(named.isMissingNode() ? "" : named.toString());
    }
    var level = CompatibilityLevel.named(named.textValue());
    return answer(
        store.write(
            state -> new Change<>(List.of(new StoreRecord.ConfigRecord(subject, level)), level)));
  }

  private JsonNode deleteGlobal(Call call) {
    return answer(
        store.write(
            state ->
                state
                    .globalLevel()
                    .map(level -> reset(Optional.empty(), level))
                    .orElseGet(() -> Change.none(CompatibilityLevel.DEFAULT))));
  }

  private JsonNode deleteOfSubject(Call call) {
    var subject = call.subject();
    return answer(
        store.write(
            state ->
                state
                    .level(subject)
                    .map(level -> reset(Optional.of(subject), level))
                    .orElseThrow(() -> RegistryError.subjectNotFound(subject))));
  }

  private static Change<CompatibilityLevel> reset(
      Optional<String> subject, CompatibilityLevel former) {
    return new Change<>(List.of(new StoreRecord.ConfigTombstone(subject)), former);
  }

  private JsonNode modeOfSubject(Call call) {
    if (!call.flag("defaultToGlobal")) {
      throw RegistryError.noSubjectMode(call.subject());
    }
    return mode();
  }

  private static JsonNode mode() {
    return Json.object().put("mode", "READWRITE");
  }

  private static JsonNode noOtherMode() {
    throw RegistryError.notPermitted("This registry has no mode but READWRITE.");
  }

  private static JsonNode level(CompatibilityLevel level) {
    return Json.object().put("compatibilityLevel", level.name());
  }

  private static JsonNode answer(CompatibilityLevel level) {
    return Json.object().put("compatibility", level.name());
  }
}
