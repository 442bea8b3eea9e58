package dev.headgate.simulator.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.Charset;
import java.util.Iterator;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A dialect as another company sells it: all of it is the inner one's but what is overridden. */
public interface Face extends Dialect {
  /** The dialect behind it. */
  Dialect inner();

  @Override
  default @Nullable String key(UnaryOperator<@Nullable String> header) {
    return inner().key(header);
  }

  @Override
  default @Nullable Problem headers(UnaryOperator<@Nullable String> header) {
    return inner().headers(header);
  }

  @Override
  default @Nullable Problem filtered() {
    return inner().filtered();
  }

  @Override
  default Map<String, String> errorHeaders(Problem problem) {
    return inner().errorHeaders(problem);
  }

  @Override
  default Reading read(JsonNode body) {
    return inner().read(body);
  }

  @Override
  default Problem problem(Problem.Cause cause, String detail) {
    return inner().problem(cause, detail);
  }

  @Override
  default String error(Problem problem) {
    return inner().error(problem);
  }

  @Override
  default String errorEvent(Problem problem, int position) {
    return inner().errorEvent(problem, position);
  }

  @Override
  default String failedEvent(
      Answer answer, Prompt prompt, Problem problem, Usage billed, int position) {
    return inner().failedEvent(answer, prompt, problem, billed, position);
  }

  @Override
  default @Nullable String failedWhole(
      Answer answer, Prompt prompt, Problem problem, Usage billed) {
    return inner().failedWhole(answer, prompt, problem, billed);
  }

  @Override
  default String ping() {
    return inner().ping();
  }

  @Override
  default String whole(Answer answer, Prompt prompt) {
    return inner().whole(answer, prompt);
  }

  @Override
  default Iterator<Event> stream(Answer answer, Prompt prompt) {
    return inner().stream(answer, prompt);
  }

  @Override
  default Map<String, String> exhaustedHeaders() {
    return inner().exhaustedHeaders();
  }

  @Override
  default Charset streamCharset() {
    return inner().streamCharset();
  }

  @Override
  default String streamContentType() {
    return inner().streamContentType();
  }

  @Override
  default String brokenEvent() {
    return inner().brokenEvent();
  }
}
