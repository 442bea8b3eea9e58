package dev.headgate.dataplane.dialect.chat;

import static com.fasterxml.jackson.core.JsonToken.END_ARRAY;
import static com.fasterxml.jackson.core.JsonToken.START_ARRAY;
import static com.fasterxml.jackson.core.JsonToken.START_OBJECT;
import static com.fasterxml.jackson.core.JsonToken.VALUE_STRING;

import dev.headgate.dataplane.dialect.ProviderError;
import dev.headgate.dataplane.dialect.scan.InvalidBodyException;
import dev.headgate.dataplane.dialect.scan.JsonCursor;
import dev.headgate.dataplane.dialect.scan.SseEvents;
import dev.headgate.dataplane.terms.Usage;
import org.jspecify.annotations.Nullable;

/** One event of a Chat Completions stream, read only where the proxy must understand it. */
sealed interface ChatEvent {

  /**
   * A chunk.
   *
   * @param content whether it has text, a tool call, reasoning or a refusal, or says that a choice
   *     is finished: what a role alone is not
   * @param refused whether a content filter or the model itself refuses
   * @param choices how many it speaks of
   * @param usage null when it has none
   * @param textBytes bytes of the text it brings
   * @param last whether nothing but {@code [DONE]} can follow: the usage of an answer that is
   *     finished
   */
  record Chunk(
      boolean content,
      boolean refused,
      int choices,
      @Nullable Usage usage,
      int textBytes,
      boolean last)
      implements ChatEvent {}

  /**
   * The provider gives up.
   *
   * @param error what it says
   */
  record Failed(ProviderError error) implements ChatEvent {}

  /** {@code [DONE]}. */
  record Done() implements ChatEvent {}

  /** A comment, or an event without data: keeps a connection awake. */
  record Silent() implements ChatEvent {}

  /** Data that is no JSON object. */
  record Garbled() implements ChatEvent {}

  /** Reads one event with its blank line. */
  static ChatEvent read(byte[] bytes, int start, int end) {
    int data = SseEvents.dataOf(bytes, start, end);
    if (data < 0) {
      return new Silent();
    }
    int dataEnd = SseEvents.lineEnd(bytes, data, end);
    if (SseEvents.isDone(bytes, data, dataEnd)) {
      return new Done();
    }
    try (var json = new JsonCursor(bytes, data, dataEnd - data)) {
      return json.next() == START_OBJECT ? chunk(json, bytes, data, dataEnd) : new Garbled();
    } catch (InvalidBodyException e) {
      return new Garbled();
    }
  }

  private static ChatEvent chunk(JsonCursor json, byte[] bytes, int data, int dataEnd)
      throws InvalidBodyException {
    var choices = new Choices(json);
    Usage usage = null;
    for (var name = json.nextName(); name != null; name = json.nextName()) {
      json.next();
      if (name.equals("error") && !json.isNull()) {
        return new Failed(ProviderError.read(bytes, data, dataEnd - data));
      } else if (name.equals("usage") && json.token() == START_OBJECT) {
        usage = ChatUsage.read(json);
      } else if (name.equals("choices") && json.token() == START_ARRAY) {
        while (json.next() != END_ARRAY) {
          choices.read();
        }
      } else {
        json.skip();
      }
    }
    boolean last = usage != null && (choices.count == 0 || choices.finished);
    return new Chunk(
        choices.content, choices.refused, choices.count, usage, choices.textBytes, last);
  }

  /** The choices of one chunk. */
  final class Choices {
    private final JsonCursor json;
    private boolean content;
    private boolean refused;
    private boolean finished;
    private int count;
    private int textBytes;

    Choices(JsonCursor json) {
      this.json = json;
    }

    void read() throws InvalidBodyException {
      count++;
      if (json.token() != START_OBJECT) {
        json.skip();
        return;
      }
      for (var name = json.nextName(); name != null; name = json.nextName()) {
        json.next();
        if (name.equals("delta") && json.token() == START_OBJECT) {
          delta();
        } else if (name.equals("finish_reason") && json.token() == VALUE_STRING) {
          content = true;
          finished = true;
          refused |= json.string("$").equals("content_filter");
        } else {
          json.skip();
        }
      }
    }

    private void delta() throws InvalidBodyException {
      for (var name = json.nextName(); name != null; name = json.nextName()) {
        json.next();
        switch (name) {
          case "content", "reasoning_content", "reasoning", "refusal" -> {
            if (json.token() == VALUE_STRING) {
              int length = json.end() - json.start() - 2;
              textBytes += length;
              content |= length > 0;
              refused |= length > 0 && name.equals("refusal");
            } else {
              content |= !json.isNull();
              json.skip();
            }
          }
          case "tool_calls", "function_call", "audio" -> {
            int start = json.start();
            boolean any = !json.isNull();
            json.skip();
            content |= any && json.end() - start > 2;
            textBytes += json.end() - start;
          }
          default -> json.skip();
        }
      }
    }
  }
}
