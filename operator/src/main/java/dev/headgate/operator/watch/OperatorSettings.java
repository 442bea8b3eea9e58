package dev.headgate.operator.watch;

/**
 * How an operator runs.
 *
 * @param namespace its own: where its authority's Secret is
 * @param scope what it looks at
 * @param lease who leads
 * @param proxyImage of gateways that name none
 */
public record OperatorSettings(
    String namespace, Scope scope, Leadership.Terms lease, String proxyImage) {}
