package io.insideout.retail;

/// A file that cannot be read at all: it is missing, is not a table of invoice lines, or is not
/// grouped by invoice. The message names the file and says what was expected.
///
/// A single bad line is never a reason to throw: see [BrokenLine].
public final class RetailFileException extends RuntimeException {
  RetailFileException(String message) {
    super(message);
  }

  RetailFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
