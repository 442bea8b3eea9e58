package dev.headgate.simulator.count;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one model of one provider was asked, and what it billed.
 *
 * @param provider the path's prefix
 * @param model empty for requests that named none
 * @param requests begun
 * @param byStatus answers by HTTP status; a call without an answer is in none
 * @param inputTokens billed, cached ones included
 * @param cachedTokens of them, read from the cache
 * @param outputTokens billed, reasoning included; of an answer that broke off, those it had sent
 * @param reasoningTokens of them, not shown
 * @param streams what became of streams
 * @param abandoned calls that the caller left before anything, or all of a whole answer, was sent
 * @param faults calls that a scripted fault hit
 * @param invalid requests that the validator or the key check refused
 * @param open calls that are neither answered nor left
 * @param last the latest request; null before the first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Tally(
    String provider,
    String model,
    long requests,
    Map<Integer, Long> byStatus,
    long inputTokens,
    long cachedTokens,
    long outputTokens,
    long reasoningTokens,
    Streams streams,
    long abandoned,
    long faults,
    long invalid,
    long open,
    @Nullable Last last) {

  /**
   * Streams.
   *
   * @param started with a head
   * @param finished with the dialect's end
   * @param cut by a scripted fault
   * @param cancelled by a caller who hung up
   */
  public record Streams(long started, long finished, long cut, long cancelled) {}

  /**
   * The latest request.
   *
   * @param headers names in lower case; secrets as {@code sha256:} and 16 hex digits of their hash
   * @param facts what the dialect read: stream, cap, messages, tools, ...; empty for an invalid one
   */
  public record Last(String path, Map<String, String> headers, Map<String, Object> facts) {}
}
