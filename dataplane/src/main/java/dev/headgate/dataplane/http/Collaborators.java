package dev.headgate.dataplane.http;

import dev.headgate.dataplane.circuit.Circuits;
import dev.headgate.dataplane.metrics.ProxyMetrics;
import dev.headgate.dataplane.retry.RetryBudget;
import dev.headgate.dataplane.snapshot.SnapshotStore;
import dev.headgate.dataplane.upstream.ConnectionCounts;
import dev.headgate.dataplane.upstream.Credentials;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * What all data servers of one proxy share; every one of them is safe from any thread.
 *
 * @param snapshots what is served
 * @param circuits which targets may be called
 * @param credentials which of them providers refuse
 * @param retryBudget how many calls may be repetitions
 * @param metrics counts what ended
 * @param load counts what is held
 * @param connections counts those to providers
 * @param clock tells callers and providers the time
 * @param ticker nanoseconds that only grow
 */
public record Collaborators(
    SnapshotStore snapshots,
    Circuits circuits,
    Credentials credentials,
    RetryBudget retryBudget,
    ProxyMetrics metrics,
    Load load,
    ConnectionCounts connections,
    InstantSource clock,
    LongSupplier ticker) {}
