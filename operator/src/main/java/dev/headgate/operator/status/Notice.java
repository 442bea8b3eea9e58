package dev.headgate.operator.status;

/**
 * An event worth telling: something changed, not that it is so.
 *
 * @param warning whether a person should look
 * @param reason CamelCase, such as {@code CircuitOpened}
 * @param message for a person
 */
public record Notice(boolean warning, String reason, String message) {}
