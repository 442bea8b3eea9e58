package dev.headgate.dataplane.dialect.translated;

import dev.headgate.conversation.dialect.StreamDecoder;
import dev.headgate.conversation.dialect.StreamEncoder;
import dev.headgate.conversation.json.ByteSink;
import dev.headgate.conversation.model.Part;
import dev.headgate.conversation.model.StreamEvent;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A stream of a provider's dialect, told event by event in the caller's. */
final class TranslatedStream extends DecodedStream {
  /** What may come before the first content: role chunks, filter results, pings. */
  private static final int MAX_HELD = 1 << 20;

  private final StreamEncoder encoder;
  private final Consumer<StreamEvent> lookingOn;
  private final ByteSink out = new ByteSink();
  private byte[] terminal = NOTHING;

  /**
   * @param lookingOn hears every event that the caller is told of
   * @param estimatedInput tokens, told where the provider tells no usage
   */
  TranslatedStream(
      StreamDecoder decoder,
      StreamEncoder encoder,
      Consumer<StreamEvent> lookingOn,
      long estimatedInput) {
    super(decoder, estimatedInput);
    this.encoder = encoder;
    this.lookingOn = lookingOn;
  }

  @Override
  public State advance() {
    if (state == State.WAITING && out.length() > MAX_HELD) {
      state = State.GARBLED;
    }
    return state;
  }

  @Override
  public void accept(StreamEvent event) {
    if (!going()) {
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
      case StreamEvent.PartOpen(var choice, var part, var head) -> opened(head);
      case StreamEvent.Delta delta -> {
        if (!delta.text().isEmpty()) {
          state = State.CONTENT;
        }
      }
      case StreamEvent.Used used -> {}
      case StreamEvent.Start said -> {}
      case StreamEvent.PartClose close -> {}
    }
    count(event);
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
    count(finish);
    if (state == State.WAITING) {
      refused |= finish.stops().stream().allMatch(Words::refuses);
    }
    if (usage() == null) {
      encoder.write(estimate(), out);
    }
    int before = out.length();
    encoder.write(finish, out);
    terminal = Arrays.copyOfRange(out.array(), before, out.length());
    out.cut(before);
    state = State.DONE;
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
}
