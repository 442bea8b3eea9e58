package dev.headgate.simulator.dialect;

import com.fasterxml.jackson.databind.JsonNode;
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

  /** What is wrong with a request's headers beside the key; null when nothing is. */
  default @Nullable Problem headers(UnaryOperator<@Nullable String> header) {
    return null;
  }

  /** Checks a body as strictly as the provider does. */
  Reading read(JsonNode body);

  /** Sentences of the provider for what the simulator finds itself. */
  Problem problem(Problem.Cause cause, String detail);

  /** An error's body. */
  String error(Problem problem);

  /** An error as an event of a stream that has begun. */
  String errorEvent(Problem problem);

  /** A whole answer's body. */
  String whole(Answer answer, Prompt prompt);

  /** A stream's events, made as they are needed. */
  Iterator<Event> stream(Answer answer, Prompt prompt);

  /** Rate limit headers that say that nothing remains. */
  Map<String, String> exhaustedHeaders();

  /** The media type of a stream. */
  default String streamContentType() {
    return "text/event-stream; charset=utf-8";
  }

  /** An event that no parser accepts. */
  default String brokenEvent() {
    return "data: {\"id\": \"broken\", \"choices\": [{\"del\n\n";
  }
}
