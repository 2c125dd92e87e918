package io.insideout.registry;

import java.util.Arrays;
import java.util.List;

/// A request that the registry does not fulfil, with Confluent's error code. The message is for the
/// caller: it never holds more than they may know.
final class RegistryError extends RuntimeException {
  static final int UNAUTHORIZED = 401;

  private final int code;

  private RegistryError(int code, String message) {
    // Without a stack trace: an answer to the caller, not a fault.
    super(message, null, false, false);
    this.code = code;
  }

  int code() {
    return code;
  }

  /// The HTTP status that goes with the code: codes of five digits begin with it.
  int status() {
    return code < 1_000 ? code : code / 100;
  }

  String text() {
    return String.valueOf(getMessage());
  }

  static RegistryError unauthorized() {
    return new RegistryError(
        UNAUTHORIZED,
        "Whoever writes here says who they are: by INSIDEOUT_REGISTRY_PASSWORD, or a header Authorization.");
  }

  static RegistryError badRequest(String message) {
    return new RegistryError(400, message);
  }

  static RegistryError noSuchPath(String path) {
    return new RegistryError(404, "There is nothing at " + path + ".");
  }

  static RegistryError methodNotAllowed(String method, String path) {
    return new RegistryError(405, path + " does not know the method " + method + ".");
  }

  static RegistryError bodyTooLarge(int maxBytes) {
    return new RegistryError(413, "The body has more than " + maxBytes + " bytes.");
  }

  static RegistryError unsupportedMediaType(String type) {
    return new RegistryError(
        415,
        "The content type must be application/vnd.schemaregistry.v1+json or application/json, not "
            + type
            + ".");
  }

  static RegistryError subjectNotFound(String subject) {
    return new RegistryError(40401, "Subject '" + subject + "' not found.");
  }

  static RegistryError versionNotFound(String version) {
    return new RegistryError(40402, "Version " + version + " not found.");
  }

  static RegistryError schemaNotFound() {
    return new RegistryError(40403, "Schema not found");
  }

  static RegistryError schemaNotFound(String id) {
    return new RegistryError(40403, "Schema " + id + " not found");
  }

  static RegistryError subjectSoftDeleted(String subject) {
    return new RegistryError(
        40404,
        "Subject '" + subject + "' was soft deleted. Set permanent=true to delete permanently");
  }

  static RegistryError subjectNotSoftDeleted(String subject) {
    return new RegistryError(
        40405, "Subject '" + subject + "' was not deleted first before being permanently deleted");
  }

  static RegistryError versionSoftDeleted(String subject, int version) {
    return new RegistryError(
        40406,
        "Subject '%s' Version %d was soft deleted. Set permanent=true to delete permanently"
            .formatted(subject, version));
  }

  static RegistryError versionNotSoftDeleted(String subject, int version) {
    return new RegistryError(
        40407,
        "Subject '%s' Version %d was not deleted first before being permanently deleted"
            .formatted(subject, version));
  }

  static RegistryError noSubjectLevel(String subject) {
    return new RegistryError(
        40408, "Subject '" + subject + "' does not have subject-level compatibility configured");
  }

  static RegistryError noSubjectMode(String subject) {
    return new RegistryError(
        40409, "Subject '" + subject + "' does not have subject-level mode configured");
  }

  static RegistryError incompatible(
      String subject, CompatibilityLevel level, List<String> messages) {
    return new RegistryError(
        409,
        "Schema being registered is incompatible with an earlier schema for subject \"%s\" (compatibility level %s): %s"
            .formatted(subject, level, String.join(" ", messages)));
  }

  static RegistryError invalidSchema(String why) {
    return new RegistryError(42201, "Invalid schema: " + why);
  }

  static RegistryError invalidVersion(String version) {
    return new RegistryError(
        42202,
        "The specified version '%s' is not a valid version id. Allowed values are between [1, 2^31-1] and the string \"latest\""
            .formatted(version));
  }

  static RegistryError invalidLevel(String level) {
    return new RegistryError(
        42203,
        "Invalid compatibility level '%s'. Valid values are %s"
            .formatted(level, Arrays.toString(CompatibilityLevel.values())));
  }

  static RegistryError notPermitted(String why) {
    return new RegistryError(42205, why);
  }

  static RegistryError invalidSubject(String why) {
    return new RegistryError(42208, "Invalid subject: " + why);
  }

  static RegistryError schemaTooLarge() {
    return new RegistryError(42209, "The schema is too large for a record of the schemas topic.");
  }

  static RegistryError fault() {
    return new RegistryError(500, "Internal error; the registry's log says more.");
  }

  static RegistryError store(String why) {
    return new RegistryError(50001, "Error in the backend data store: " + why);
  }

  static RegistryError timedOut(String why) {
    return new RegistryError(50002, "The operation timed out: " + why);
  }
}
