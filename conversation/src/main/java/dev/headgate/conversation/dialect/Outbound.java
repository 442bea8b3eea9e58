package dev.headgate.conversation.dialect;

import dev.headgate.conversation.model.Answer;
import dev.headgate.conversation.model.Conversation;
import dev.headgate.conversation.model.Failure;
import java.util.Set;

/** A dialect as providers speak it: requests go out, answers come in. */
public interface Outbound {
  /** Its name, such as {@code anthropic}. */
  String name();

  /**
   * What a well-known model refuses, by its provider's name for it; none for one that is not known.
   * Whoever makes a {@link Target} adds what is configured.
   */
  default Set<Quirk> knownQuirks(String model) {
    return Set.of();
  }

  /**
   * Writes a request that {@code repair} has paired and {@code translate} has filtered and checked.
   * What this dialect cannot say is left out and told, reasoning without a place among it.
   */
  Encoded encodeRequest(Conversation conversation, Target target);

  /** Reads a whole answer with a status of success. */
  Answered<Answer> decodeAnswer(byte[] body, AnswerContext context);

  /** Reads the answer to a request for the number of tokens. */
  Answered<Long> decodeCount(byte[] body);

  /** Reads a stream. */
  StreamDecoder streamDecoder(AnswerContext context);

  /**
   * Reads an error.
   *
   * @param status of HTTP, or the like
   * @param body any bytes
   */
  Failure decodeError(int status, byte[] body);
}
