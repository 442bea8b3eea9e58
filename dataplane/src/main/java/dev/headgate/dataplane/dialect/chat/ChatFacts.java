package dev.headgate.dataplane.dialect.chat;

import dev.headgate.contract.Backend;
import dev.headgate.contract.Backend.Capability;
import dev.headgate.conversation.dialect.Quirk;
import dev.headgate.dataplane.dialect.Asked;
import dev.headgate.dataplane.dialect.scan.Span;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one pass over a Chat Completions request found.
 *
 * @param model as the caller wrote it
 * @param modelSpan where, quotes included
 * @param bodyStart offset behind the opening brace: where fields are added
 * @param stream whether the caller wants a stream
 * @param outputCap of the caller, per choice; 0 when not said
 * @param capSpan where its number stands; null when not said
 * @param choices {@code n}, at least 1
 * @param usageAsked whether the caller asked for the usage chunk of a stream
 * @param streamOptions what was said of the stream; null when nothing was
 * @param needs what a model must be able to do for it
 * @param inputTokens estimated
 * @param session of the caller's own naming ({@code prompt_cache_key}); null when not said
 * @param trips quirks of servers that this request, as it is, would trip over
 * @param modelTrips quirks of models that it would trip over
 * @param broken whether calls and results in it do not belong together, or have ids that are too
 *     long
 * @param reasoningBack whether it brings earlier reasoning back, which only some servers take
 */
public record ChatFacts(
    String model,
    Span modelSpan,
    int bodyStart,
    boolean stream,
    int outputCap,
    @Nullable Span capSpan,
    int choices,
    boolean usageAsked,
    @Nullable StreamOptions streamOptions,
    Set<Capability> needs,
    long inputTokens,
    @Nullable String session,
    Set<Backend.Quirk> trips,
    Set<Quirk> modelTrips,
    boolean broken,
    boolean reasoningBack)
    implements ChatRequest, Asked {}
