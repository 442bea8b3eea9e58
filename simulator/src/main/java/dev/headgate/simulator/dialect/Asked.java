package dev.headgate.simulator.dialect;

import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A request as it stood on the wire, for dialects that sign it.
 *
 * @param method in capitals
 * @param path as sent, still encoded
 * @param query as sent; empty without one
 * @param header gives the value of a lower-case header, or null
 * @param body as sent
 */
public record Asked(
    String method,
    String path,
    String query,
    UnaryOperator<@Nullable String> header,
    Supplier<byte[]> body) {}
