package dev.headgate.simulator.dialect;

/**
 * A call that the model asks for.
 *
 * @param id of the dialect's alphabet, unless a {@link Quirk} asks for another
 * @param name of a declared tool
 * @param arguments a JSON object as text, unless a {@link Quirk} empties or breaks it
 */
public record ToolCall(String id, String name, String arguments) implements Part {}
