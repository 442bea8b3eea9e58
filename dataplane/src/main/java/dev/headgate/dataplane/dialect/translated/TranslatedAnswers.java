package dev.headgate.dataplane.dialect.translated;

import dev.headgate.conversation.dialect.AnswerContext;
import dev.headgate.conversation.dialect.Answered;
import dev.headgate.conversation.dialect.Inbound;
import dev.headgate.conversation.dialect.Outbound;
import dev.headgate.conversation.dialect.Reply;
import dev.headgate.conversation.model.Answer;
import dev.headgate.conversation.model.Failure;
import dev.headgate.conversation.translate.Keeper;
import dev.headgate.conversation.translate.Kept;
import dev.headgate.conversation.translate.Playback;
import dev.headgate.dataplane.dialect.AnswerStream;
import dev.headgate.dataplane.dialect.Answers;
import dev.headgate.dataplane.dialect.WholeAnswer;
import java.util.Arrays;
import java.util.List;

/** Answers in a provider's dialect, told in the caller's. One call's own. */
final class TranslatedAnswers implements Answers {
  private final Outbound provider;
  private final Inbound caller;
  private final AnswerContext context;
  private final Reply reply;
  private final boolean gathers;
  private final long estimatedInput;
  private final Keeper keeper;

  /**
   * @param provider reads them
   * @param caller writes them
   * @param context of the request
   * @param reply what the answer needs beside itself
   * @param gathers whether the provider streams and the caller wants a whole answer
   * @param estimatedInput tokens, for streams whose provider tells no usage
   */
  TranslatedAnswers(
      Outbound provider,
      Inbound caller,
      AnswerContext context,
      Reply reply,
      boolean gathers,
      long estimatedInput) {
    this.provider = provider;
    this.caller = caller;
    this.context = context;
    this.reply = reply;
    this.gathers = gathers;
    this.estimatedInput = estimatedInput;
    this.keeper = new Keeper(caller, reply);
  }

  @Override
  public WholeAnswer whole(byte[] bytes, int length) {
    return switch (provider.decodeAnswer(Arrays.copyOf(bytes, length), context)) {
      case Answered.Read<Answer>(var answer, var losses) -> {
        Playback.play(answer, keeper);
        yield new WholeAnswer.Complete(
            Words.usage(answer.usage()),
            answer.choices().stream().allMatch(choice -> Words.refuses(choice.stop())),
            caller.encodeAnswer(answer, reply).body());
      }
      case Answered.Failed<Answer>(var failure, var usage) -> failed(failure);
    };
  }

  private static WholeAnswer failed(Failure failure) {
    return Words.garbled(failure)
        ? new WholeAnswer.Garbled(Words.garble(failure))
        : new WholeAnswer.Failed(Words.error(failure));
  }

  @Override
  public boolean gathers() {
    return gathers;
  }

  @Override
  public AnswerStream stream() {
    if (gathers) {
      return new GatheredStream(
          provider.streamDecoder(context),
          answer -> caller.encodeAnswer(answer, reply).body(),
          keeper,
          estimatedInput);
    }
    return new TranslatedStream(
        provider.streamDecoder(context), caller.streamEncoder(reply), keeper, estimatedInput);
  }

  @Override
  public List<Kept> kept() {
    return keeper.kept();
  }

  @Override
  public ToldError error(int status, byte[] bytes, int length) {
    var told = caller.encodeError(provider.decodeError(status, Arrays.copyOf(bytes, length)));
    return new ToldError(told.status(), told.body());
  }
}
