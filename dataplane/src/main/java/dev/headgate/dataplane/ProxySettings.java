package dev.headgate.dataplane;

import dev.headgate.dataplane.admin.AdminAccess;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a proxy is told at its start; all else comes with the snapshot.
 *
 * @param name its own, unique among the gateway's proxies
 * @param gateway id of the only gateway it serves; null for whichever comes
 * @param snapshotDirectory where a snapshot is mounted; null for none
 * @param stateDirectory where the last accepted snapshot is kept; null keeps none
 * @param admin who may program it; null opens no admin port
 * @param bind address to listen on
 * @param dataPort 0 takes a free one
 * @param healthPort 0 takes a free one
 * @param adminPort 0 takes a free one
 * @param portsFile where the chosen ports are written; null writes none
 * @param eventLoops that serve calls, 1 or more
 * @param drainTimeout how long running calls may take to end after the signal to stop
 */
record ProxySettings(
    String name,
    @Nullable String gateway,
    @Nullable Path snapshotDirectory,
    @Nullable Path stateDirectory,
    @Nullable AdminAccess admin,
    String bind,
    int dataPort,
    int healthPort,
    int adminPort,
    @Nullable Path portsFile,
    int eventLoops,
    Duration drainTimeout) {}
