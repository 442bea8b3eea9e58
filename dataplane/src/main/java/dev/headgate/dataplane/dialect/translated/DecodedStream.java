package dev.headgate.dataplane.dialect.translated;

import dev.headgate.conversation.dialect.StreamDecoder;
import dev.headgate.conversation.model.Failure;
import dev.headgate.conversation.model.StreamEvent;
import dev.headgate.dataplane.dialect.AnswerStream;
import dev.headgate.dataplane.dialect.ProviderError;
import dev.headgate.dataplane.terms.Usage;
import io.netty.buffer.ByteBuf;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A provider's stream that is understood event by event; what is told of it differs. */
abstract class DecodedStream implements AnswerStream, Consumer<StreamEvent> {
  static final byte[] NOTHING = new byte[0];

  /** By which output is estimated when a stream is cut: dear rather than cheap. */
  private static final int CHARACTERS_PER_TOKEN = 3;

  /** Where it stands; whoever tells it says so. */
  State state = State.WAITING;

  /** Whether what came before or with the first content was a refusal. */
  boolean refused;

  private final StreamDecoder decoder;
  private final long estimatedInput;
  private byte[] read = NOTHING;
  private boolean anyEvent;
  private @Nullable Usage usage;
  private @Nullable ProviderError error;
  private @Nullable String garble;
  private long characters;

  /**
   * @param estimatedInput tokens, told where the provider tells no usage
   */
  DecodedStream(StreamDecoder decoder, long estimatedInput) {
    this.decoder = decoder;
    this.estimatedInput = estimatedInput;
  }

  @Override
  public final void append(ByteBuf bytes) {
    int length = bytes.readableBytes();
    if (bytes.hasArray()) {
      decoder.feed(bytes.array(), bytes.arrayOffset() + bytes.readerIndex(), length, this);
      return;
    }
    if (read.length < length) {
      read = new byte[length];
    }
    bytes.getBytes(bytes.readerIndex(), read, 0, length);
    decoder.feed(read, 0, length, this);
  }

  @Override
  public final State ended() {
    if (going()) {
      decoder.end(this);
    }
    return advance();
  }

  /** Whether more may come. */
  final boolean going() {
    return state == State.WAITING || state == State.CONTENT;
  }

  /** Counts an event. */
  final void count(StreamEvent event) {
    anyEvent = true;
    if (event instanceof StreamEvent.Used(var snapshot)) {
      usage = Words.usage(snapshot);
    } else if (event instanceof StreamEvent.Delta delta) {
      characters += delta.text().length();
    }
  }

  /** The provider gave up, or spoke no word of its dialect. */
  final void fail(Failure failure) {
    if (failure.kind() == Failure.Kind.CUT_OFF) {
      // The end without an end is told by whoever saw the connection end.
      return;
    }
    if (Words.garbled(failure)) {
      garble = Words.garble(failure);
      state = State.GARBLED;
    } else {
      error = Words.error(failure);
      state = State.FAILED;
    }
  }

  @Override
  public final boolean anyEvent() {
    return anyEvent;
  }

  @Override
  public final boolean refused() {
    return refused;
  }

  @Override
  public final @Nullable Usage usage() {
    return usage;
  }

  @Override
  public final @Nullable ProviderError error() {
    return error;
  }

  @Override
  public final String garble() {
    return garble == null ? AnswerStream.super.garble() : garble;
  }

  @Override
  public final long estimatedOutput() {
    return Math.ceilDiv(characters, CHARACTERS_PER_TOKEN);
  }

  /** Callers decide by it when to shorten a conversation: an estimate helps them more than none. */
  final StreamEvent.Used estimate() {
    return new StreamEvent.Used(
        new dev.headgate.conversation.model.Usage(estimatedInput, 0, 0, 0, estimatedOutput(), 0));
  }
}
