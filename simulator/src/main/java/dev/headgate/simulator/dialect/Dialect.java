package dev.headgate.simulator.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A wire format, seen from the provider. */
public interface Dialect {
  /**
   * The key in a request's headers, or null when none is where this dialect looks.
   *
   * @param header gives the value of a lower-case header, or null
   */
  @Nullable String key(UnaryOperator<@Nullable String> header);

  /**
   * What is wrong with a request's credential; null when nothing is.
   *
   * @param only the only credential that is let in; null for any
   */
  default @Nullable Problem credential(Asked asked, @Nullable String only) {
    String key = key(asked.header());
    if (key == null || key.isEmpty()) {
      return problem(Problem.Cause.KEY, "");
    }
    return only == null || only.equals(key) ? null : problem(Problem.Cause.KEY, KeyHash.of(key));
  }

  /** Headers that an error of this dialect has beside its body. */
  default Map<String, String> errorHeaders(Problem problem) {
    return Map.of();
  }

  /** What is wrong with a request's headers beside the key; null when nothing is. */
  default @Nullable Problem headers(UnaryOperator<@Nullable String> header) {
    return null;
  }

  /** The error of a content filter; null where its answer has a finish reason for it. */
  default @Nullable Problem filtered() {
    return null;
  }

  /** Checks a body as strictly as the provider does. */
  Reading read(JsonNode body);

  /** Sentences of the provider for what the simulator finds itself. */
  Problem problem(Problem.Cause cause, String detail);

  /** An error's body. */
  String error(Problem problem);

  /**
   * An error as an event of a stream that has begun.
   *
   * @param position how many events went before
   */
  String errorEvent(Problem problem, int position);

  /**
   * The end of an answer that failed on the way, where the dialect has one beside its error.
   *
   * @param billed what the answer cost until then
   * @param position how many events went before
   */
  default String failedEvent(
      Answer answer, Prompt prompt, Problem problem, Usage billed, int position) {
    return errorEvent(problem, position);
  }

  /** The body of a whole answer that failed; null where the dialect has its error only. */
  default @Nullable String failedWhole(
      Answer answer, Prompt prompt, Problem problem, Usage billed) {
    return null;
  }

  /** What keeps a connection alive while nothing comes; empty where the dialect has nothing. */
  default String ping() {
    return ": ping\n\n";
  }

  /** A whole answer's body. */
  String whole(Answer answer, Prompt prompt);

  /** A stream's events, made as they are needed. */
  Iterator<Event> stream(Answer answer, Prompt prompt);

  /** Rate limit headers that say that nothing remains. */
  Map<String, String> exhaustedHeaders();

  /** How a stream's events become bytes. */
  default Charset streamCharset() {
    return StandardCharsets.UTF_8;
  }

  /** The media type of a stream. */
  default String streamContentType() {
    return "text/event-stream; charset=utf-8";
  }

  /** An event that no parser accepts. */
  default String brokenEvent() {
    return "data: {\"id\": \"broken\", \"choices\": [{\"del\n\n";
  }
}
