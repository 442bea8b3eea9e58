package dev.headgate.simulator.dialect;

/**
 * One event of a stream as it stands on the wire.
 *
 * @param wire the whole event, its separator included
 * @param tokens of output that it carries
 * @param terminal whether the dialect's end is part of it
 */
public record Event(String wire, int tokens, boolean terminal) {}
