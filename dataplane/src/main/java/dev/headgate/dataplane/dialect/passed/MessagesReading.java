package dev.headgate.dataplane.dialect.passed;

import static com.fasterxml.jackson.core.JsonToken.START_ARRAY;
import static com.fasterxml.jackson.core.JsonToken.START_OBJECT;

import dev.headgate.dataplane.dialect.ProviderError;
import dev.headgate.dataplane.dialect.WholeAnswer;
import dev.headgate.dataplane.dialect.scan.EventName;
import dev.headgate.dataplane.dialect.scan.InvalidBodyException;
import dev.headgate.dataplane.dialect.scan.JsonCursor;
import dev.headgate.dataplane.dialect.scan.JsonFields;
import dev.headgate.dataplane.dialect.scan.SseEvents;
import dev.headgate.dataplane.terms.Usage;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Answers in Anthropic Messages, as far as a relay must know them. */
final class MessagesReading implements StreamReading {
  private static final byte[] BLOCK = "content_block_".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] PING = "ping".getBytes(StandardCharsets.US_ASCII);

  private @Nullable Usage usage;
  private @Nullable ProviderError error;
  private @Nullable String stop;
  private boolean refused;
  private int textBytes;

  // Of the event read last.
  private String type = "";
  private boolean failed;
  private boolean opens;

  @Override
  public boolean plain(byte[] bytes, int start, int end) {
    int name = EventName.at(bytes, start, end);
    return EventName.begins(bytes, name, end, BLOCK) || EventName.begins(bytes, name, end, PING);
  }

  @Override
  public Kind read(byte[] bytes, int start, int end) {
    int data = SseEvents.dataOf(bytes, start, end);
    if (data < 0) {
      return Kind.SILENT;
    }
    int length = SseEvents.lineEnd(bytes, data, end) - data;
    type = "";
    failed = false;
    opens = false;
    textBytes = 0;
    try (var json = new JsonCursor(bytes, data, length)) {
      json.next();
      if (!JsonFields.object(json, name -> field(name, json))) {
        return Kind.GARBLED;
      }
    } catch (InvalidBodyException e) {
      return Kind.GARBLED;
    }
    if (failed || type.equals("error")) {
      error = ProviderError.read(bytes, data, length);
      return Kind.FAILED;
    }
    return switch (type) {
      case "ping" -> Kind.SILENT;
      case "message_stop" -> Kind.TERMINAL;
      case "content_block_start" -> opens || textBytes > 0 ? Kind.CONTENT : Kind.EVENT;
      case "content_block_delta" -> textBytes > 0 ? Kind.CONTENT : Kind.EVENT;
      default -> Kind.EVENT;
    };
  }

  private void field(String name, JsonCursor json) throws InvalidBodyException {
    switch (name) {
      case "type" -> type = text(json);
      case "error" -> {
        failed |= !json.isNull();
        json.skip();
      }
      case "message" ->
          JsonFields.object(
              json,
              inner -> {
                if (inner.equals("usage")) {
                  usage(json);
                } else {
                  json.skip();
                }
              });
      case "usage" -> usage(json);
      case "delta" -> JsonFields.object(json, inner -> delta(inner, json));
      case "content_block" -> JsonFields.object(json, inner -> block(inner, json));
      default -> json.skip();
    }
  }

  private void delta(String name, JsonCursor json) throws InvalidBodyException {
    switch (name) {
      case "text", "thinking", "partial_json" -> textBytes += JsonFields.bytes(json);
      case "stop_reason" -> stopped(json);
      default -> json.skip();
    }
  }

  /** Text and thinking begin with their first words, all other blocks with themselves. */
  private void block(String name, JsonCursor json) throws InvalidBodyException {
    switch (name) {
      case "type" -> {
        var kind = text(json);
        opens |= !kind.equals("text") && !kind.equals("thinking");
      }
      case "text", "thinking" -> textBytes += JsonFields.bytes(json);
      default -> json.skip();
    }
  }

  private void stopped(JsonCursor json) throws InvalidBodyException {
    stop = JsonFields.string(json);
    refused |= "refusal".equals(stop);
  }

  private static String text(JsonCursor json) throws InvalidBodyException {
    var said = JsonFields.string(json);
    return said == null ? "" : said;
  }

  /** A snapshot over an earlier one: what it does not say stays. */
  private void usage(JsonCursor json) throws InvalidBodyException {
    var before = usage == null ? Usage.NONE : usage;
    long[] said = {
      before.uncachedInput(),
      before.cacheRead(),
      -1,
      before.cacheWriteLong(),
      before.output(),
      before.reasoning(),
      before.cacheWrite()
    };
    boolean any =
        JsonFields.object(
            json,
            name -> {
              switch (name) {
                case "input_tokens" -> said[0] = JsonFields.tokens(json, said[0]);
                case "cache_read_input_tokens" -> said[1] = JsonFields.tokens(json, said[1]);
                case "cache_creation_input_tokens" -> said[2] = JsonFields.tokens(json, said[2]);
                case "output_tokens" -> said[4] = JsonFields.tokens(json, said[4]);
                case "cache_creation" ->
                    JsonFields.object(
                        json,
                        inner -> {
                          switch (inner) {
                            case "ephemeral_1h_input_tokens" ->
                                said[3] = JsonFields.tokens(json, 0);
                            case "ephemeral_5m_input_tokens" ->
                                said[6] = JsonFields.tokens(json, 0);
                            default -> json.skip();
                          }
                        });
                case "output_tokens_details" ->
                    JsonFields.object(
                        json,
                        inner -> {
                          if (inner.equals("thinking_tokens")) {
                            said[5] = JsonFields.tokens(json, said[5]);
                          } else {
                            json.skip();
                          }
                        });
                default -> json.skip();
              }
            });
    if (any) {
      long longer = said[2] < 0 ? said[3] : Math.min(said[3], said[2]);
      long shortly = said[2] < 0 ? said[6] : said[2] - longer;
      usage = new Usage(said[0], said[1], shortly, longer, said[4], said[5]);
    }
  }

  /** A whole answer with status 200. */
  static WholeAnswer whole(byte[] bytes, int length) {
    return new MessagesReading().message(bytes, length);
  }

  private WholeAnswer message(byte[] bytes, int length) {
    boolean[] content = {false};
    try (var json = new JsonCursor(bytes, 0, length)) {
      if (json.next() != START_OBJECT) {
        return new WholeAnswer.Garbled("the answer is no JSON object");
      }
      JsonFields.object(
          json,
          name -> {
            switch (name) {
              case "content" -> {
                content[0] = json.token() == START_ARRAY;
                json.skip();
              }
              case "stop_reason" -> stopped(json);
              default -> field(name, json);
            }
          });
      if (json.next() != null) {
        return new WholeAnswer.Garbled("the answer is followed by something else");
      }
    } catch (InvalidBodyException e) {
      return new WholeAnswer.Garbled("the answer is not valid JSON");
    }
    if (failed) {
      return new WholeAnswer.Failed(ProviderError.read(bytes, 0, length));
    }
    return content[0]
        ? new WholeAnswer.Complete(usage, refused, null)
        : new WholeAnswer.Garbled("the answer has no content");
  }

  @Override
  public int textBytes() {
    return textBytes;
  }

  @Override
  public boolean refused() {
    return refused;
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
