package dev.headgate.dataplane.dialect.translated;

import dev.headgate.conversation.dialect.Answered;
import dev.headgate.conversation.dialect.StreamDecoder;
import dev.headgate.conversation.model.Answer;
import dev.headgate.conversation.model.StreamEvent;
import dev.headgate.conversation.translate.Assembly;
import io.netty.buffer.ByteBuf;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A provider's stream, gathered for a caller who wants a whole answer. Nothing comes out before its
 * end, so that up to there another target may take over.
 */
final class GatheredStream extends DecodedStream {
  /** 128,000 tokens of output are half a million characters. */
  private static final int MAX_CHARACTERS = 16 << 20;

  private final Function<Answer, byte[]> told;
  private final Consumer<StreamEvent> lookingOn;
  private final Assembly assembly = new Assembly(MAX_CHARACTERS);
  private byte @Nullable [] whole;

  /**
   * @param told writes the answer in the caller's dialect
   * @param lookingOn hears every event that the answer is made of
   * @param estimatedInput tokens, told where the provider tells no usage
   */
  GatheredStream(
      StreamDecoder decoder,
      Function<Answer, byte[]> told,
      Consumer<StreamEvent> lookingOn,
      long estimatedInput) {
    super(decoder, estimatedInput);
    this.told = told;
    this.lookingOn = lookingOn;
  }

  @Override
  public State advance() {
    return state;
  }

  @Override
  public void accept(StreamEvent event) {
    if (!going() || event instanceof StreamEvent.KeepAlive) {
      return;
    }
    if (event instanceof StreamEvent.Failed(var failure)) {
      fail(failure);
      return;
    }
    count(event);
    lookingOn.accept(event);
    if (event instanceof StreamEvent.Finish && usage() == null) {
      assembly.accept(estimate());
    }
    assembly.accept(event);
    switch (assembly.result()) {
      case null -> {}
      case Answered.Read<Answer>(var answer, var losses) -> {
        refused = answer.choices().stream().allMatch(choice -> Words.refuses(choice.stop()));
        whole = told.apply(answer);
        state = State.DONE;
      }
      case Answered.Failed<Answer>(var failure, var used) -> fail(failure);
    }
  }

  @Override
  public byte @Nullable [] whole() {
    return whole;
  }

  @Override
  public @Nullable ByteBuf take() {
    return null;
  }

  @Override
  public byte[] terminal() {
    return NOTHING;
  }
}
