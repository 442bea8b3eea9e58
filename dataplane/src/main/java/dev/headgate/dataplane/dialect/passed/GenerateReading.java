package dev.headgate.dataplane.dialect.passed;

import static com.fasterxml.jackson.core.JsonToken.END_ARRAY;
import static com.fasterxml.jackson.core.JsonToken.START_ARRAY;

import dev.headgate.conversation.gemini.FinishReasons;
import dev.headgate.dataplane.dialect.ProviderError;
import dev.headgate.dataplane.dialect.WholeAnswer;
import dev.headgate.dataplane.dialect.scan.InvalidBodyException;
import dev.headgate.dataplane.dialect.scan.JsonCursor;
import dev.headgate.dataplane.dialect.scan.JsonFields;
import dev.headgate.dataplane.dialect.scan.SseEvents;
import dev.headgate.dataplane.terms.Usage;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** Answers of Gemini, as far as a relay must know them. Its events are few and large. */
final class GenerateReading implements StreamReading {
  private static final int MAX_CANDIDATES = 128;

  private final BitSet begun = new BitSet();
  private final BitSet ended = new BitSet();
  private final BitSet filtered = new BitSet();
  private @Nullable Usage usage;
  private @Nullable ProviderError error;
  private boolean blocked;

  // Of the event read last.
  private int textBytes;
  private boolean content;
  private boolean failed;
  private @Nullable String noAnswer;
  private int position;

  @Override
  public boolean plain(byte[] bytes, int start, int end) {
    return false;
  }

  @Override
  public Kind read(byte[] bytes, int start, int end) {
    int data = SseEvents.dataOf(bytes, start, end);
    if (data < 0) {
      return Kind.SILENT;
    }
    return body(bytes, data, SseEvents.lineEnd(bytes, data, end) - data);
  }

  private Kind body(byte[] bytes, int data, int length) {
    textBytes = 0;
    content = false;
    failed = false;
    position = 0;
    try (var json = new JsonCursor(bytes, data, length)) {
      if (json.next() == START_ARRAY) {
        // An error in an array, as some versions have it.
        error = ProviderError.read(bytes, data, length);
        return Kind.FAILED;
      }
      if (!JsonFields.object(json, name -> field(name, json)) || json.next() != null) {
        return Kind.GARBLED;
      }
    } catch (InvalidBodyException e) {
      return Kind.GARBLED;
    }
    if (failed) {
      error = ProviderError.read(bytes, data, length);
      return Kind.FAILED;
    }
    if (noAnswer != null) {
      return Kind.GARBLED;
    }
    return content ? Kind.CONTENT : Kind.EVENT;
  }

  private void field(String name, JsonCursor json) throws InvalidBodyException {
    switch (name) {
      case "candidates" -> {
        if (json.token() != START_ARRAY) {
          json.skip();
          return;
        }
        while (json.next() != END_ARRAY) {
          candidate(json);
        }
      }
      case "promptFeedback" ->
          JsonFields.object(
              json,
              inner -> {
                blocked |= inner.equals("blockReason") && !json.isNull();
                json.skip();
              });
      case "usageMetadata" -> usage(json);
      case "error" -> {
        failed |= !json.isNull();
        json.skip();
      }
      default -> json.skip();
    }
  }

  private void candidate(JsonCursor json) throws InvalidBodyException {
    long[] index = {position++};
    String[] finish = {""};
    JsonFields.object(
        json,
        name -> {
          switch (name) {
            case "index" -> index[0] = JsonFields.tokens(json, index[0]);
            case "finishReason" -> {
              var said = JsonFields.string(json);
              finish[0] = said == null ? "" : said;
            }
            case "content" -> JsonFields.object(json, inner -> parts(inner, json));
            default -> json.skip();
          }
        });
    int number = (int) Math.min(index[0], MAX_CANDIDATES);
    begun.set(number);
    if (!finish[0].isEmpty()) {
      ended.set(number);
      filtered.set(number, FinishReasons.isFilter(finish[0]));
      if (FinishReasons.isNoAnswer(finish[0])) {
        noAnswer = finish[0];
      }
    }
  }

  private void parts(String name, JsonCursor json) throws InvalidBodyException {
    if (!name.equals("parts") || json.token() != START_ARRAY) {
      json.skip();
      return;
    }
    while (json.next() != END_ARRAY) {
      JsonFields.object(
          json,
          inner -> {
            switch (inner) {
              case "text" -> {
                int bytes = JsonFields.bytes(json);
                textBytes += bytes;
                content |= bytes > 0;
              }
              case "thought", "thoughtSignature" -> json.skip();
              default -> {
                content |= !json.isNull();
                int start = json.start();
                json.skip();
                textBytes += json.end() - start;
              }
            }
          });
    }
  }

  private void usage(JsonCursor json) throws InvalidBodyException {
    long[] said = new long[6];
    boolean any =
        JsonFields.object(
            json,
            name -> {
              switch (name) {
                case "promptTokenCount" -> said[0] = JsonFields.tokens(json, 0);
                case "cachedContentTokenCount" -> said[1] = JsonFields.tokens(json, 0);
                case "toolUsePromptTokenCount" -> said[2] = JsonFields.tokens(json, 0);
                case "candidatesTokenCount" -> said[3] = JsonFields.tokens(json, 0);
                case "thoughtsTokenCount" -> said[4] = JsonFields.tokens(json, 0);
                case "totalTokenCount" -> said[5] = JsonFields.tokens(json, 0);
                default -> json.skip();
              }
            });
    if (any) {
      long thoughts = said[4];
      // Some models on Vertex have counted thoughts among the candidates' tokens; the sum tells.
      boolean included = thoughts > 0 && said[5] > 0 && said[0] + said[2] + said[3] == said[5];
      usage =
          new Usage(
              Math.max(0, said[0] - said[1]) + said[2],
              said[1],
              0,
              0,
              included ? said[3] : said[3] + thoughts,
              thoughts);
    }
  }

  /** A whole answer with status 200. */
  static WholeAnswer whole(byte[] bytes, int length) {
    var reading = new GenerateReading();
    return switch (reading.body(bytes, 0, length)) {
      case FAILED -> new WholeAnswer.Failed(ProviderError.read(bytes, 0, length));
      case GARBLED ->
          new WholeAnswer.Garbled(
              reading.noAnswer == null
                  ? "the answer is not valid JSON"
                  : "the answer ended with " + reading.noAnswer);
      case SILENT, EVENT, CONTENT, TERMINAL ->
          reading.begun.isEmpty() && !reading.blocked
              ? new WholeAnswer.Garbled("the answer has no candidates")
              : new WholeAnswer.Complete(reading.usage, reading.refused(), null);
    };
  }

  /** There is no terminal event: usage may still come behind the last reason. */
  @Override
  public boolean finished() {
    return begun.isEmpty() ? blocked : begun.cardinality() == ended.cardinality();
  }

  @Override
  public int textBytes() {
    return textBytes;
  }

  @Override
  public boolean refused() {
    return begun.isEmpty() ? blocked : begun.cardinality() == filtered.cardinality();
  }

  @Override
  public @Nullable Usage usage() {
    return usage;
  }

  @Override
  public @Nullable ProviderError error() {
    return error;
  }
}
