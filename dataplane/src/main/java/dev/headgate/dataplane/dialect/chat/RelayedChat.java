package dev.headgate.dataplane.dialect.chat;

import dev.headgate.dataplane.dialect.AnswerStream;
import dev.headgate.dataplane.dialect.Answers;
import dev.headgate.dataplane.dialect.WholeAnswer;

/**
 * Answers in Chat Completions to a caller who speaks it: bytes pass as they came.
 *
 * @param usageAsked whether the caller asked for the usage chunk of a stream
 */
record RelayedChat(boolean usageAsked) implements Answers {
  @Override
  public WholeAnswer whole(byte[] bytes, int length) {
    return ChatAnswer.read(bytes, 0, length);
  }

  @Override
  public AnswerStream stream() {
    return new ChatStream(usageAsked);
  }

  @Override
  public ToldError error(int status, byte[] bytes, int length) {
    return new ToldError(status, null);
  }
}
