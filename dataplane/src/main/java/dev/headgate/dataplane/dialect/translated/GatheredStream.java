package dev.headgate.dataplane.dialect.translated;

import dev.headgate.conversation.dialect.Answered;
import dev.headgate.conversation.dialect.StreamDecoder;
import dev.headgate.conversation.model.Answer;
import dev.headgate.conversation.model.Failure;
import dev.headgate.conversation.model.StreamEvent;
import dev.headgate.conversation.translate.Assembly;
import dev.headgate.dataplane.dialect.AnswerStream;
import dev.headgate.dataplane.dialect.ProviderError;
import dev.headgate.dataplane.terms.Usage;
import io.netty.buffer.ByteBuf;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A provider's stream, gathered for a caller who wants a whole answer. Nothing comes out before its
 * end, so that up to there another target may take over.
 */
final class GatheredStream implements AnswerStream, Consumer<StreamEvent> {
  /** 128,000 tokens of output are half a million characters. */
  private static final int MAX_CHARACTERS = 16 << 20;

  /** By which output is estimated when a stream is cut: dear rather than cheap. */
  private static final int CHARACTERS_PER_TOKEN = 3;

  private static final byte[] NOTHING = new byte[0];

  private final StreamDecoder decoder;
  private final Function<Answer, byte[]> told;
  private final Consumer<StreamEvent> lookingOn;
  private final long estimatedInput;
  private final Assembly assembly = new Assembly(MAX_CHARACTERS);
  private byte[] read = NOTHING;
  private State state = State.WAITING;
  private boolean anyEvent;
  private boolean refused;
  private @Nullable Usage usage;
  private @Nullable ProviderError error;
  private byte @Nullable [] whole;
  private @Nullable String garble;
  private long characters;

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
    this.decoder = decoder;
    this.told = told;
    this.lookingOn = lookingOn;
    this.estimatedInput = estimatedInput;
  }

  @Override
  public void append(ByteBuf bytes) {
    int length = bytes.readableBytes();
    if (read.length < length) {
      read = new byte[length];
    }
    bytes.getBytes(bytes.readerIndex(), read, 0, length);
    decoder.feed(read, 0, length, this);
  }

  @Override
  public State advance() {
    return state;
  }

  @Override
  public State ended() {
    if (state == State.WAITING) {
      decoder.end(this);
    }
    return state;
  }

  @Override
  public void accept(StreamEvent event) {
    if (state != State.WAITING || event instanceof StreamEvent.KeepAlive) {
      return;
    }
    if (event instanceof StreamEvent.Failed(var failure)
        && failure.kind() == Failure.Kind.CUT_OFF) {
      // The end without an end is told by whoever saw the connection end.
      return;
    }
    anyEvent = true;
    if (event instanceof StreamEvent.Used(var snapshot)) {
      usage = Words.usage(snapshot);
    } else if (event instanceof StreamEvent.Delta delta) {
      characters += delta.text().length();
    }
    lookingOn.accept(event);
    if (event instanceof StreamEvent.Finish && usage == null) {
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
      case Answered.Failed<Answer>(var failure, var used) -> {
        error = Words.error(failure);
        garble = Words.garble(failure);
        state = Words.garbled(failure) ? State.GARBLED : State.FAILED;
      }
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

  @Override
  public boolean anyEvent() {
    return anyEvent;
  }

  @Override
  public boolean refused() {
    return refused;
  }

  @Override
  public @Nullable Usage usage() {
    return usage;
  }

  @Override
  public @Nullable ProviderError error() {
    return error;
  }

  @Override
  public String garble() {
    return garble == null ? AnswerStream.super.garble() : garble;
  }

  @Override
  public long estimatedOutput() {
    return Math.ceilDiv(characters, CHARACTERS_PER_TOKEN);
  }

  /** Callers decide by it when to shorten a conversation: an estimate helps them more than none. */
  private StreamEvent.Used estimate() {
    return new StreamEvent.Used(
        new dev.headgate.conversation.model.Usage(estimatedInput, 0, 0, 0, estimatedOutput(), 0));
  }
}
