package dev.headgate.conversation.chat;

import dev.headgate.conversation.dialect.AnswerContext;
import dev.headgate.conversation.dialect.Answered;
import dev.headgate.conversation.dialect.Decoded;
import dev.headgate.conversation.dialect.Encoded;
import dev.headgate.conversation.dialect.ErrorBody;
import dev.headgate.conversation.dialect.Inbound;
import dev.headgate.conversation.dialect.Outbound;
import dev.headgate.conversation.dialect.Quirk;
import dev.headgate.conversation.dialect.Reply;
import dev.headgate.conversation.dialect.StreamDecoder;
import dev.headgate.conversation.dialect.StreamEncoder;
import dev.headgate.conversation.dialect.Target;
import dev.headgate.conversation.model.Answer;
import dev.headgate.conversation.model.Conversation;
import dev.headgate.conversation.model.Failure;
import dev.headgate.conversation.model.Part;
import dev.headgate.conversation.model.Realm;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * OpenAI Chat Completions (API reference, chat/create; the types of openai-java). Reasoning has no
 * slot in it; as text it goes and comes as {@code reasoning_content}, the field that
 * OpenAI-compatible servers and clients have agreed on.
 */
public final class ChatDialect implements Inbound, Outbound {
  /** In extras and losses. */
  public static final String NAME = "chat";

  /** Whose files and unknown parts they are. */
  static final Realm REALM = Realm.of("openai");

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Decoded<Conversation> decodeRequest(byte[] body, RequestContext context) {
    return ChatRequestDecoder.decode(body);
  }

  @Override
  public Set<Quirk> knownQuirks(String model) {
    return OpenAiModels.chatQuirks(model);
  }

  @Override
  public Encoded encodeRequest(Conversation conversation, Target target) {
    return new ChatRequestEncoder(conversation, target).encode();
  }

  @Override
  public boolean carriesOpaque(Part part, Reply reply) {
    return false;
  }

  @Override
  public Answered<Answer> decodeAnswer(byte[] body, AnswerContext context) {
    return ChatAnswerDecoder.decode(body, context);
  }

  @Override
  public Encoded encodeAnswer(Answer answer, Reply reply) {
    return new ChatAnswerEncoder(answer, reply).encode();
  }

  /** No caller of this dialect can ask; the figure is told as a bare object. */
  @Override
  public byte[] encodeCount(long tokens) {
    return ("{\"input_tokens\":" + tokens + "}").getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public Answered<Long> decodeCount(byte[] body) {
    return new Answered.Failed<>(
        Failure.of(Failure.Kind.INVALID_REQUEST, "Chat Completions does not count tokens"));
  }

  @Override
  public StreamDecoder streamDecoder(AnswerContext context) {
    return new ChatStreamDecoder(context);
  }

  @Override
  public StreamEncoder streamEncoder(Reply reply) {
    return new ChatStreamEncoder(reply);
  }

  @Override
  public Failure decodeError(int status, byte[] body) {
    return ChatErrors.decode(status, body);
  }

  @Override
  public ErrorBody encodeError(Failure failure) {
    return ChatErrors.encode(failure);
  }
}
