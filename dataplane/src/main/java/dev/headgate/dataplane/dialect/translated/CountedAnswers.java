package dev.headgate.dataplane.dialect.translated;

import dev.headgate.conversation.dialect.Answered;
import dev.headgate.conversation.dialect.Inbound;
import dev.headgate.conversation.dialect.Outbound;
import dev.headgate.dataplane.dialect.AnswerStream;
import dev.headgate.dataplane.dialect.Answers;
import dev.headgate.dataplane.dialect.WholeAnswer;
import java.util.Arrays;

/**
 * Counts of tokens, told in the caller's dialect.
 *
 * @param provider reads them
 * @param caller writes them
 */
record CountedAnswers(Outbound provider, Inbound caller) implements Answers {
  @Override
  public WholeAnswer whole(byte[] bytes, int length) {
    return switch (provider.decodeCount(Arrays.copyOf(bytes, length))) {
      case Answered.Read<Long>(var tokens, var losses) ->
          new WholeAnswer.Complete(null, false, caller.encodeCount(tokens));
      case Answered.Failed<Long>(var failure, var usage) ->
          Words.garbled(failure)
              ? new WholeAnswer.Garbled(failure.message())
              : new WholeAnswer.Failed(Words.error(failure));
    };
  }

  @Override
  public AnswerStream stream() {
    throw new IllegalStateException("nobody streams a number");
  }

  @Override
  public ToldError error(int status, byte[] bytes, int length) {
    var told = caller.encodeError(provider.decodeError(status, Arrays.copyOf(bytes, length)));
    return new ToldError(told.status(), told.body());
  }
}
