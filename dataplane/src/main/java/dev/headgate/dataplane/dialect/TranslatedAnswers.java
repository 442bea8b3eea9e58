package dev.headgate.dataplane.dialect;

import dev.headgate.conversation.dialect.AnswerContext;
import dev.headgate.conversation.dialect.Answered;
import dev.headgate.conversation.dialect.Inbound;
import dev.headgate.conversation.dialect.Outbound;
import dev.headgate.conversation.dialect.Reply;
import dev.headgate.conversation.model.Answer;
import dev.headgate.conversation.model.Failure;
import java.util.Arrays;

/**
 * Answers in a provider's dialect, told in the caller's.
 *
 * @param provider reads them
 * @param caller writes them
 * @param context of the request
 * @param reply what the answer needs beside itself
 */
record TranslatedAnswers(Outbound provider, Inbound caller, AnswerContext context, Reply reply)
    implements Answers {
  @Override
  public WholeAnswer whole(byte[] bytes, int length) {
    return switch (provider.decodeAnswer(Arrays.copyOf(bytes, length), context)) {
      case Answered.Read<Answer>(var answer, var losses) ->
          new WholeAnswer.Complete(
              Words.usage(answer.usage()),
              answer.choices().stream().allMatch(choice -> Words.refuses(choice.stop())),
              caller.encodeAnswer(answer, reply).body());
      case Answered.Failed<Answer>(var failure, var usage) -> failed(failure);
    };
  }

  private static WholeAnswer failed(Failure failure) {
    return Words.garbled(failure)
        ? new WholeAnswer.Garbled(failure.message())
        : new WholeAnswer.Failed(Words.error(failure));
  }

  @Override
  public AnswerStream stream() {
    return new TranslatedStream(provider.streamDecoder(context), caller.streamEncoder(reply));
  }

  @Override
  public ToldError error(int status, byte[] bytes, int length) {
    var told = caller.encodeError(provider.decodeError(status, Arrays.copyOf(bytes, length)));
    return new ToldError(told.status(), told.body());
  }
}
