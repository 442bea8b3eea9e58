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

/** Answers in OpenAI Responses, as far as a relay must know them. */
final class ResponsesReading implements StreamReading {
  /** Names of events that are read behind the first content, too. */
  private static final byte[][] READ = {
    ascii("response.completed"),
    ascii("response.incomplete"),
    ascii("response.failed"),
    ascii("response.cancelled"),
    ascii("error")
  };

  private @Nullable Usage usage;
  private @Nullable ProviderError error;
  private boolean refused;
  private int textBytes;

  // Of the event read last.
  private String type = "";
  private String status = "";
  private String reason = "";
  private boolean failed;
  private boolean opens;
  private boolean output;

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public boolean plain(byte[] bytes, int start, int end) {
    int name = EventName.at(bytes, start, end);
    if (name < 0) {
      return false;
    }
    for (var word : READ) {
      if (EventName.begins(bytes, name, end, word)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public Kind read(byte[] bytes, int start, int end) {
    int data = SseEvents.dataOf(bytes, start, end);
    if (data < 0) {
      return Kind.SILENT;
    }
    int dataEnd = SseEvents.lineEnd(bytes, data, end);
    if (SseEvents.isDone(bytes, data, dataEnd)) {
      // No word of this dialect: only its own terminal events end a stream well.
      return Kind.SILENT;
    }
    type = "";
    status = "";
    reason = "";
    failed = false;
    opens = false;
    textBytes = 0;
    try (var json = new JsonCursor(bytes, data, dataEnd - data)) {
      json.next();
      if (!JsonFields.object(json, name -> field(name, json))) {
        return Kind.GARBLED;
      }
    } catch (InvalidBodyException e) {
      return Kind.GARBLED;
    }
    return kind(bytes, data, dataEnd - data);
  }

  private Kind kind(byte[] bytes, int data, int length) {
    if (type.equals("error") || (type.isEmpty() && failed)) {
      error = ProviderError.read(bytes, data, length);
      return Kind.FAILED;
    }
    return switch (type) {
      case "response.failed", "response.cancelled" -> failed(bytes, data, length);
      case "response.completed", "response.incomplete" -> {
        refused |= reason.equals("content_filter");
        yield failed ? failed(bytes, data, length) : Kind.TERMINAL;
      }
      case "response.output_item.added" -> opens ? Kind.CONTENT : Kind.EVENT;
      case "response.refusal.delta" -> {
        refused = true;
        yield textBytes > 0 ? Kind.CONTENT : Kind.EVENT;
      }
      default -> textBytes > 0 ? Kind.CONTENT : Kind.EVENT;
    };
  }

  private Kind failed(byte[] bytes, int data, int length) {
    error = responseError(bytes, data, length);
    return Kind.FAILED;
  }

  private static ProviderError responseError(byte[] bytes, int data, int length) {
    // Its error stands in its response.
    var text = new String(bytes, data, length, StandardCharsets.UTF_8);
    int at = text.indexOf("\"response\"");
    int begin = at < 0 ? -1 : text.indexOf('{', at);
    var inner = begin < 0 ? text : text.substring(begin, Math.max(begin, text.lastIndexOf('}')));
    var body = inner.getBytes(StandardCharsets.UTF_8);
    return ProviderError.read(body, 0, body.length);
  }

  private void field(String name, JsonCursor json) throws InvalidBodyException {
    switch (name) {
      case "type" -> {
        var said = JsonFields.string(json);
        type = said == null ? "" : said;
      }
      case "delta" -> textBytes += JsonFields.bytes(json);
      case "item" ->
          JsonFields.object(
              json,
              inner -> {
                if (inner.equals("type")) {
                  var kind = JsonFields.string(json);
                  opens = kind != null && !kind.equals("message") && !kind.equals("reasoning");
                } else {
                  json.skip();
                }
              });
      case "error" -> {
        failed |= !json.isNull();
        json.skip();
      }
      case "response" -> JsonFields.object(json, inner -> response(inner, json));
      default -> json.skip();
    }
  }

  private void response(String name, JsonCursor json) throws InvalidBodyException {
    switch (name) {
      case "status" -> {
        var said = JsonFields.string(json);
        status = said == null ? "" : said;
      }
      case "error" -> {
        failed |= !json.isNull();
        json.skip();
      }
      case "incomplete_details" ->
          JsonFields.object(
              json,
              inner -> {
                if (inner.equals("reason")) {
                  var said = JsonFields.string(json);
                  reason = said == null ? "" : said;
                } else {
                  json.skip();
                }
              });
      case "usage" -> usage(json);
      case "output" -> {
        output = json.token() == START_ARRAY;
        json.skip();
      }
      default -> json.skip();
    }
  }

  private void usage(JsonCursor json) throws InvalidBodyException {
    long[] said = new long[5];
    boolean any =
        JsonFields.object(
            json,
            name -> {
              switch (name) {
                case "input_tokens" -> said[0] = JsonFields.tokens(json, 0);
                case "output_tokens" -> said[1] = JsonFields.tokens(json, 0);
                case "input_tokens_details" ->
                    JsonFields.object(
                        json,
                        inner -> {
                          switch (inner) {
                            case "cached_tokens" -> said[2] = JsonFields.tokens(json, 0);
                            case "cache_write_tokens" -> said[3] = JsonFields.tokens(json, 0);
                            default -> json.skip();
                          }
                        });
                case "output_tokens_details" ->
                    JsonFields.object(
                        json,
                        inner -> {
                          if (inner.equals("reasoning_tokens")) {
                            said[4] = JsonFields.tokens(json, 0);
                          } else {
                            json.skip();
                          }
                        });
                default -> json.skip();
              }
            });
    if (any) {
      usage =
          new Usage(
              Math.max(0, said[0] - said[2] - said[3]), said[2], said[3], 0, said[1], said[4]);
    }
  }

  /** A whole answer with status 200. */
  static WholeAnswer whole(byte[] bytes, int length) {
    return new ResponsesReading().body(bytes, length);
  }

  private WholeAnswer body(byte[] bytes, int length) {
    try (var json = new JsonCursor(bytes, 0, length)) {
      if (json.next() != START_OBJECT) {
        return new WholeAnswer.Garbled("the answer is no JSON object");
      }
      JsonFields.object(json, name -> response(name, json));
      if (json.next() != null) {
        return new WholeAnswer.Garbled("the answer is followed by something else");
      }
    } catch (InvalidBodyException e) {
      return new WholeAnswer.Garbled("the answer is not valid JSON");
    }
    if (failed || status.equals("failed") || status.equals("cancelled")) {
      return new WholeAnswer.Failed(ProviderError.read(bytes, 0, length));
    }
    return output
        ? new WholeAnswer.Complete(usage, reason.equals("content_filter"), null)
        : new WholeAnswer.Garbled("the answer has no output");
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
