package dev.headgate.operator.offline;

import java.nio.file.Path;

/**
 * What is wrong in a file.
 *
 * @param file where
 * @param line from 1
 * @param object {@code Kind namespace/name}; empty when the document is not even that
 * @param path inside the object; empty for the whole
 * @param message for a person
 * @param severity how much it matters
 */
record Finding(Path file, int line, String object, String path, String message, Severity severity) {

  /** How much it matters. */
  enum Severity {
    /** Would be refused or would not work. */
    Problem,
    /** Works, and perhaps not as meant. */
    Warning
  }

  /** {@code file:line: object: path: message}. */
  String text() {
    var text = new StringBuilder().append(file).append(':').append(line).append(": ");
    if (severity == Severity.Warning) {
      text.append("warning: ");
    }
    if (!object.isEmpty()) {
      text.append(object).append(": ");
    }
    if (!path.isEmpty()) {
      text.append(path).append(": ");
    }
    return text.append(message).toString();
  }
}
