package dev.headgate.dataplane.dialect.nonchat;

import static com.fasterxml.jackson.core.JsonToken.START_ARRAY;
import static com.fasterxml.jackson.core.JsonToken.START_OBJECT;
import static com.fasterxml.jackson.core.JsonToken.VALUE_NUMBER_INT;

import dev.headgate.dataplane.dialect.AnswerStream;
import dev.headgate.dataplane.dialect.Answers;
import dev.headgate.dataplane.dialect.NonChatKind;
import dev.headgate.dataplane.dialect.ProviderError;
import dev.headgate.dataplane.dialect.WholeAnswer;
import dev.headgate.dataplane.dialect.scan.InvalidBodyException;
import dev.headgate.dataplane.dialect.scan.JsonCursor;
import dev.headgate.dataplane.terms.Usage;
import org.jspecify.annotations.Nullable;

/**
 * Answers that pass as they came, for their usage read once.
 *
 * @param kind of call
 */
record NonChatAnswers(NonChatKind kind) implements Answers {
  @Override
  public WholeAnswer whole(byte[] bytes, int length) {
    try (var json = new JsonCursor(bytes, 0, length)) {
      if (json.next() != START_OBJECT) {
        return new WholeAnswer.Garbled("the answer is no JSON object");
      }
      Usage usage = null;
      boolean answered = false;
      for (var name = json.nextName(); name != null; name = json.nextName()) {
        json.next();
        if (name.equals("error") && !json.isNull()) {
          return new WholeAnswer.Failed(ProviderError.read(bytes, 0, length));
        }
        if (name.equals("usage") && json.token() == START_OBJECT) {
          usage = usage(json);
        } else {
          answered |= name.equals(kind.answered) && json.token() == START_ARRAY;
          json.skip();
        }
      }
      if (json.next() != null) {
        return new WholeAnswer.Garbled("the answer is followed by something else");
      }
      return answered
          ? new WholeAnswer.Complete(usage, false, null)
          : new WholeAnswer.Garbled("the answer has no " + kind.answered);
    } catch (InvalidBodyException e) {
      return new WholeAnswer.Garbled("the answer is not valid JSON");
    }
  }

  /** Input only; servers name it differently, and some say the total alone. */
  private static @Nullable Usage usage(JsonCursor json) throws InvalidBodyException {
    long input = 0;
    long total = 0;
    for (var name = json.nextName(); name != null; name = json.nextName()) {
      json.next();
      if (json.token() == VALUE_NUMBER_INT
          && (name.equals("prompt_tokens") || name.equals("input_tokens"))) {
        input = json.integer("$.usage", Integer.MIN_VALUE, Integer.MAX_VALUE);
      } else if (json.token() == VALUE_NUMBER_INT && name.equals("total_tokens")) {
        total = json.integer("$.usage", Integer.MIN_VALUE, Integer.MAX_VALUE);
      } else {
        json.skip();
      }
    }
    long read = input > 0 ? input : total;
    return read > 0 ? new Usage(read, 0, 0, 0, 0, 0) : null;
  }

  @Override
  public AnswerStream stream() {
    throw new IllegalStateException("nothing of this kind is streamed");
  }

  @Override
  public ToldError error(int status, byte[] bytes, int length) {
    return new ToldError(status, null);
  }
}
