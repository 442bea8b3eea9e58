package dev.headgate.simulator.dialect;

/**
 * Tokens of one answer.
 *
 * @param input of the prompt, cached ones included
 * @param cached of the prompt, read from the provider's cache
 * @param output generated, reasoning included
 * @param reasoning generated and not shown
 */
public record Usage(int input, int cached, int output, int reasoning) {}
