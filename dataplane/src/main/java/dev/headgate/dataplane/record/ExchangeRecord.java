package dev.headgate.dataplane.record;

import dev.headgate.contract.Consumer;
import dev.headgate.contract.Route;
import dev.headgate.dataplane.route.Skipped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One client request's whole life. Nothing in it was said by the caller: no prompt, no key.
 *
 * @param id as the caller was told
 * @param outcome {@code ok}, {@code client_gone} or the error's code
 * @param operation what was asked for, such as {@code chat}
 * @param route that took it; null before one did
 * @param consumer who called; null before that was known
 * @param calls in their order
 * @param skipped targets that were passed over
 * @param durationNanos from the whole request to the end of the answer
 * @param overheadNanos of it, what the proxy itself took
 * @param requestNanos from the whole request to the first call's sending; 0 without one
 */
public record ExchangeRecord(
    String id,
    String outcome,
    String operation,
    @Nullable Route route,
    @Nullable Consumer consumer,
    List<CallRecord> calls,
    List<Skipped> skipped,
    long durationNanos,
    long overheadNanos,
    long requestNanos) {}
