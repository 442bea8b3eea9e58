package dev.headgate.dataplane.dialect.translated;

import dev.headgate.conversation.dialect.Answered;
import dev.headgate.conversation.dialect.Inbound;
import dev.headgate.conversation.dialect.Outbound;
import dev.headgate.dataplane.dialect.AnswerStream;
import dev.headgate.dataplane.dialect.Answers;
import dev.headgate.dataplane.dialect.WholeAnswer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Counts of tokens, told in the caller's dialect.
 *
 * @param provider reads them
 * @param caller writes them
 * @param everywhere whether who speaks the provider's dialect counts for every model and key
 * @param estimate of our own, as the caller's dialect says it
 */
// Never compared.
@SuppressWarnings("ArrayRecordComponent")
record CountedAnswers(Outbound provider, Inbound caller, boolean everywhere, byte[] estimate)
    implements Answers {
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

  /** A provider that does not count, or not for this model or key, says nothing about the call. */
  @Override
  public byte @Nullable [] instead(int status) {
    return switch (status) {
      case 404, 405, 501 -> estimate;
      case 400, 403 -> everywhere ? null : estimate;
      default -> null;
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
