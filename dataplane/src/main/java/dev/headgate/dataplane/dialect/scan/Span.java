package dev.headgate.dataplane.dialect.scan;

/**
 * Where a value stands in a body.
 *
 * @param start offset of its first byte
 * @param end offset behind its last byte
 */
public record Span(int start, int end) {}
