package dev.headgate.dataplane.snapshot.check;

import dev.headgate.contract.Acknowledgement.Problem;
import java.util.Collection;
import java.util.List;

/**
 * Collects problems at one place of a snapshot. Stops collecting at a bound: nobody reads a
 * thousand of them, and the answer has to stay small.
 */
final class Findings {
  private static final int MAX_PROBLEMS = 64;

  private final List<Problem> problems;
  private final String path;

  Findings(List<Problem> problems, String path) {
    this.problems = problems;
    this.path = path;
  }

  /** The same collection, one field further in. */
  Findings at(String field) {
    return new Findings(problems, path.isEmpty() ? field : path + "." + field);
  }

  /** The same collection, at one element of a list. */
  Findings at(String field, int index) {
    return at(field + "[" + index + "]");
  }

  void add(String reason, String message) {
    if (problems.size() < MAX_PROBLEMS) {
      problems.add(new Problem(path, reason, message));
    }
  }

  void require(boolean holds, String reason, String message) {
    if (!holds) {
      add(reason, message);
    }
  }

  /** A figure of the field that must lie in a range. */
  void range(String field, long value, long min, long max) {
    if (value < min || value > max) {
      at(field)
          .add(
              "OutOfRange",
              max == Long.MAX_VALUE
                  ? value + " is not at least " + min
                  : value + " is not between " + min + " and " + max);
    }
  }

  /** An ISO 4217 code in the field. */
  void currency(String field, String code) {
    at(field)
        .require(
            code.matches("[A-Z]{3}"),
            "BadCurrency",
            "'" + code + "' is no currency code of three capital letters");
  }

  /** Names that must be there once. */
  void unique(Collection<String> names, String what) {
    var seen = new java.util.HashSet<String>();
    for (var name : names) {
      require(seen.add(name), "Duplicate", what + " '" + name + "' is there twice");
    }
  }
}
