package dev.headgate.dataplane.dialect.chat;

import static com.fasterxml.jackson.core.JsonToken.END_ARRAY;
import static com.fasterxml.jackson.core.JsonToken.START_ARRAY;
import static com.fasterxml.jackson.core.JsonToken.START_OBJECT;
import static com.fasterxml.jackson.core.JsonToken.VALUE_STRING;

import dev.headgate.dataplane.dialect.ProviderError;
import dev.headgate.dataplane.dialect.WholeAnswer;
import dev.headgate.dataplane.dialect.scan.InvalidBodyException;
import dev.headgate.dataplane.dialect.scan.JsonCursor;
import dev.headgate.dataplane.terms.Usage;

/** A whole (not streamed) answer of Chat Completions with status 200. */
public final class ChatAnswer {
  private ChatAnswer() {}

  /** Reads one, in one pass. */
  public static WholeAnswer read(byte[] body, int offset, int length) {
    try (var json = new JsonCursor(body, offset, length)) {
      if (json.next() != START_OBJECT) {
        return new WholeAnswer.Garbled("the answer is no JSON object");
      }
      Usage usage = null;
      int choices = 0;
      int refused = 0;
      for (var name = json.nextName(); name != null; name = json.nextName()) {
        json.next();
        switch (name) {
          case "error" -> {
            if (!json.isNull()) {
              return new WholeAnswer.Failed(ProviderError.read(body, offset, length));
            }
          }
          case "usage" -> {
            if (json.token() == START_OBJECT) {
              usage = ChatUsage.read(json);
            }
          }
          case "choices" -> {
            if (json.token() != START_ARRAY) {
              return new WholeAnswer.Garbled("the answer's choices are no array");
            }
            for (; json.next() != END_ARRAY; choices++) {
              refused += refusedChoice(json) ? 1 : 0;
            }
          }
          default -> json.skip();
        }
      }
      if (json.next() != null) {
        return new WholeAnswer.Garbled("the answer is followed by something else");
      }
      return choices == 0
          ? new WholeAnswer.Garbled("the answer has no choices")
          : new WholeAnswer.Complete(usage, refused == choices, null);
    } catch (InvalidBodyException e) {
      return new WholeAnswer.Garbled("the answer is not valid JSON");
    }
  }

  private static boolean refusedChoice(JsonCursor json) throws InvalidBodyException {
    if (json.token() != START_OBJECT) {
      json.skip();
      return false;
    }
    boolean refused = false;
    for (var name = json.nextName(); name != null; name = json.nextName()) {
      json.next();
      if (name.equals("finish_reason") && json.token() == VALUE_STRING) {
        refused |= json.string("$").equals("content_filter");
      } else if (name.equals("message") && json.token() == START_OBJECT) {
        refused |= refusedMessage(json);
      } else {
        json.skip();
      }
    }
    return refused;
  }

  private static boolean refusedMessage(JsonCursor json) throws InvalidBodyException {
    boolean refused = false;
    for (var name = json.nextName(); name != null; name = json.nextName()) {
      json.next();
      refused |= name.equals("refusal") && json.token() == VALUE_STRING;
      json.skip();
    }
    return refused;
  }
}
