package dev.headgate.dataplane.dialect;

import dev.headgate.contract.Backend;
import dev.headgate.contract.Route;

/**
 * One target as a request is said to it.
 *
 * @param backend where it is
 * @param model of that backend
 * @param outputCap to be sent, per choice; 0 leaves what the caller wrote
 * @param translation what a translation may lose
 * @param onlyAccount whether all that OpenAI Responses seals on this route is sealed for its
 *     account
 * @param streamed whether it is asked for a stream, for a caller who wants a whole answer
 * @param inputTokens estimated, for callers whose answer's provider tells no usage
 */
public record Recipient(
    Backend backend,
    Backend.Model model,
    int outputCap,
    Route.Translation translation,
    boolean onlyAccount,
    boolean streamed,
    long inputTokens) {}
