package dev.headgate.conversation.model;

/**
 * A field of a dialect for which the model has no word. It is written again, in the same place, by
 * the dialect that read it; in any other it is lost.
 *
 * @param dialect that read it, as {@code Dialect.name()} says
 * @param name of the field
 * @param json its value's exact text
 * @param ifLost how bad that is
 */
public record Extra(String dialect, String name, String json, Severity ifLost) {}
