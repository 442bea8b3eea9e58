package dev.headgate.conversation.bedrock;

import dev.headgate.conversation.dialect.AnswerContext;
import dev.headgate.conversation.dialect.StreamDecoder;
import dev.headgate.conversation.json.Fields;
import dev.headgate.conversation.json.InvalidException;
import dev.headgate.conversation.json.Json;
import dev.headgate.conversation.model.Failure;
import dev.headgate.conversation.model.Loss;
import dev.headgate.conversation.model.Stop;
import dev.headgate.conversation.model.StreamEvent;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a stream. It is whole with its {@code metadata}, which come behind {@code messageStop} and
 * say what it has cost. Deltas, of which there are many, are read without a tree.
 */
final class ConverseStreamDecoder implements StreamDecoder, FrameReader.Messages {
  /** A message that is larger is none of this dialect. */
  private static final int MAX_MESSAGE = 4 << 20;

  private final AnswerContext context;
  private final FrameReader frames = new FrameReader(MAX_MESSAGE);
  private final ConverseDelta delta = new ConverseDelta();
  private final StreamBlocks blocks;
  private Consumer<? super StreamEvent> events = event -> {};
  private @Nullable Stop stop;
  private boolean started;
  private boolean over;

  ConverseStreamDecoder(AnswerContext context) {
    this.context = context;
    this.blocks = new StreamBlocks(context);
  }

  @Override
  public void feed(byte[] bytes, int offset, int length, Consumer<? super StreamEvent> events) {
    if (over) {
      return;
    }
    this.events = events;
    blocks.to(events);
    var wrong = frames.feed(bytes, offset, length, this);
    if (wrong != null && !over) {
      fail(Failure.of(Failure.Kind.GARBLED, "the provider sent " + wrong));
    }
  }

  @Override
  public void end(Consumer<? super StreamEvent> events) {
    if (!over) {
      this.events = events;
      fail(Failure.of(Failure.Kind.CUT_OFF, "the provider's stream ended before its end"));
    }
  }

  @Override
  public List<Loss> losses() {
    return blocks.losses();
  }

  @Override
  public boolean message(String type, String name, byte[] payload) {
    try {
      var failure =
          switch (type) {
            case "event", "" -> event(name, payload);
            default -> ConverseErrors.exception(name, payload);
          };
      if (failure != null) {
        fail(failure);
      }
    } catch (IOException e) {
      fail(Failure.of(Failure.Kind.GARBLED, "the provider sent an event that is not valid JSON"));
    } catch (InvalidException e) {
      fail(
          Failure.of(
              Failure.Kind.GARBLED,
              "the provider sent an event whose " + e.path() + " " + e.problem()));
    }
    return !over;
  }

  private @Nullable Failure event(String name, byte[] payload)
      throws InvalidException, IOException {
    switch (name) {
      case "messageStart" -> begin();
      case "contentBlockStart" -> {
        begin();
        return blocks.start(Json.parse(payload).object());
      }
      case "contentBlockDelta" -> {
        begin();
        delta.read(payload);
        return blocks.delta(delta);
      }
      case "contentBlockStop" -> blocks.stop(StreamBlocks.index(Json.parse(payload).object()));
      case "messageStop" -> {
        return messageStop(Json.parse(payload).object());
      }
      case "metadata" -> finish(Json.parse(payload).object());
      default -> {
        // New kinds of events may come.
      }
    }
    return null;
  }

  private void begin() {
    if (!started) {
      started = true;
      events.accept(new StreamEvent.Start("", "", 0, context.origin()));
    }
  }

  private @Nullable Failure messageStop(Fields event) throws InvalidException {
    begin();
    var reason = event.need("stopReason").string();
    if (ConverseStops.malformed(reason)) {
      return Failure.of(Failure.Kind.MALFORMED_CALL, "the model wrote a call that is none");
    }
    blocks.stopAll();
    stop = ConverseStops.read(reason, event, blocks.called());
    return null;
  }

  private void finish(Fields event) throws InvalidException {
    var usage = ConverseUsage.read(event.take("usage"));
    if (usage != null) {
      events.accept(new StreamEvent.Used(usage));
    }
    if (stop == null) {
      fail(Failure.of(Failure.Kind.GARBLED, "the provider ended its stream without a reason"));
      return;
    }
    over = true;
    events.accept(new StreamEvent.Finish(List.of(stop)));
  }

  private void fail(Failure failure) {
    over = true;
    events.accept(new StreamEvent.Failed(failure));
  }
}
