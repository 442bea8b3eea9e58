package dev.headgate.conversation.dialect;

import dev.headgate.conversation.model.Answer;
import dev.headgate.conversation.model.Conversation;
import dev.headgate.conversation.model.Failure;
import dev.headgate.conversation.model.Part;
import dev.headgate.conversation.model.Purpose;

/** A dialect as callers speak it: requests come in, answers go out. */
public interface Inbound {
  /** Its name, such as {@code chat}: in extras, losses and golden files. */
  String name();

  /**
   * Reads a request. Ids, names and opaque data stay as they are; what the dialect says in several
   * ways becomes one; what the model has no word for becomes an extra.
   *
   * @param body any bytes
   * @param context what the body does not say
   */
  Decoded<Conversation> decodeRequest(byte[] body, RequestContext context);

  /**
   * What a request's path says beside its body; dialects whose bodies say all ignore most of it.
   */
  record RequestContext(Purpose purpose, String model, boolean stream) {
    /** A body that says all by itself. */
    public static final RequestContext ANSWER = new RequestContext(Purpose.ANSWER, "", false);

    /** A body whose tokens are to be counted. */
    public static final RequestContext COUNT = new RequestContext(Purpose.COUNT, "", false);
  }

  /**
   * Whether an answer in this dialect gives the caller this part's opaque data, so that the next
   * request brings it back. What no dialect carries is kept by the gateway ({@code
   * translate.Kept}).
   */
  boolean carriesOpaque(Part part, Reply reply);

  /** Writes a whole answer. */
  Encoded encodeAnswer(Answer answer, Reply reply);

  /** Writes the answer to a request for {@link Purpose#COUNT}. */
  byte[] encodeCount(long tokens);

  /** Writes a stream. */
  StreamEncoder streamEncoder(Reply reply);

  /** Writes an error as a whole answer. Within a stream the stream's encoder does. */
  ErrorBody encodeError(Failure failure);
}
