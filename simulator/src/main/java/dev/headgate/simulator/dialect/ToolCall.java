package dev.headgate.simulator.dialect;

/**
 * A call that the model asks for.
 *
 * @param id of the dialect's alphabet
 * @param name of a declared tool
 * @param arguments a JSON object as text
 */
public record ToolCall(String id, String name, String arguments) {}
