package dev.headgate.operator.offline;

/**
 * What an API server would refuse an object for.
 *
 * @param path such as {@code spec.targets[0].model}; empty for the whole object
 * @param message for a person
 */
record Violation(String path, String message) {}
