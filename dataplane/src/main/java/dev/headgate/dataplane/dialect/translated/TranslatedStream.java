package dev.headgate.dataplane.dialect.translated;

import dev.headgate.conversation.dialect.StreamDecoder;
import dev.headgate.conversation.dialect.StreamEncoder;
import dev.headgate.conversation.json.ByteSink;
import dev.headgate.conversation.model.Failure;
import dev.headgate.conversation.model.Part;
import dev.headgate.conversation.model.StreamEvent;
import dev.headgate.dataplane.dialect.AnswerStream;
import dev.headgate.dataplane.dialect.ProviderError;
import dev.headgate.dataplane.terms.Usage;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A stream of a provider's dialect, told event by event in the caller's. */
final class TranslatedStream implements AnswerStream, Consumer<StreamEvent> {
  /** What may come before the first content: role chunks, filter results, pings. */
  private static final int MAX_HELD = 1 << 20;

  /** By which output is estimated when a stream is cut: dear rather than cheap. */
  private static final int CHARACTERS_PER_TOKEN = 3;

  private static final byte[] NOTHING = new byte[0];

  private final StreamDecoder decoder;
  private final StreamEncoder encoder;
  private final Consumer<StreamEvent> lookingOn;
  private final long estimatedInput;
  private final ByteSink out = new ByteSink();
  private byte[] read = NOTHING;
  private State state = State.WAITING;
  private boolean anyEvent;
  private boolean refused;
  private @Nullable Usage usage;
  private @Nullable ProviderError error;
  private byte[] terminal = NOTHING;
  private @Nullable String garble;
  private long characters;

  /**
   * @param lookingOn hears every event that the caller is told of
   * @param estimatedInput tokens, told where the provider tells no usage
   */
  TranslatedStream(
      StreamDecoder decoder,
      StreamEncoder encoder,
      Consumer<StreamEvent> lookingOn,
      long estimatedInput) {
    this.decoder = decoder;
    this.encoder = encoder;
    this.lookingOn = lookingOn;
    this.estimatedInput = estimatedInput;
  }

  @Override
  public void append(ByteBuf bytes) {
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
  public State advance() {
    if (state == State.WAITING && out.length() > MAX_HELD) {
      state = State.GARBLED;
    }
    return state;
  }

  @Override
  public State ended() {
    if (state == State.WAITING || state == State.CONTENT) {
      decoder.end(this);
    }
    return advance();
  }

  @Override
  public void accept(StreamEvent event) {
    if (state != State.WAITING && state != State.CONTENT) {
      return;
    }
    switch (event) {
      case StreamEvent.KeepAlive() -> {
        // The caller is kept awake by the proxy's own measure.
        return;
      }
      case StreamEvent.Failed(var failure) -> {
        fail(failure);
        return;
      }
      case StreamEvent.Finish finish -> {
        finish(finish);
        return;
      }
      case StreamEvent.Used(var snapshot) -> usage = Words.usage(snapshot);
      case StreamEvent.PartOpen(var choice, var part, var head) -> opened(head);
      case StreamEvent.Delta delta -> {
        characters += delta.text().length();
        if (!delta.text().isEmpty()) {
          state = State.CONTENT;
        }
      }
      case StreamEvent.Start said -> {}
      case StreamEvent.PartClose close -> {}
    }
    anyEvent = true;
    lookingOn.accept(event);
    encoder.write(event, out);
  }

  /** Text and reasoning begin with their first words, all other parts with themselves. */
  private void opened(Part head) {
    switch (head) {
      case Part.Text text -> {}
      case Part.Reasoning reasoning -> {
        if (reasoning.redacted()) {
          state = State.CONTENT;
        }
      }
      case Part.Refusal refusal -> refused = state == State.WAITING;
      default -> state = State.CONTENT;
    }
  }

  private void finish(StreamEvent.Finish finish) {
    anyEvent = true;
    if (state == State.WAITING) {
      refused |= finish.stops().stream().allMatch(Words::refuses);
    }
    if (usage == null) {
      encoder.write(estimate(), out);
    }
    int before = out.length();
    encoder.write(finish, out);
    terminal = Arrays.copyOfRange(out.array(), before, out.length());
    out.cut(before);
    state = State.DONE;
  }

  private void fail(Failure failure) {
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
  public @Nullable ByteBuf take() {
    if (out.length() == 0 || state == State.WAITING) {
      return null;
    }
    var told = Unpooled.wrappedBuffer(out.toByteArray());
    out.clear();
    return told;
  }

  @Override
  public byte[] terminal() {
    return terminal;
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
