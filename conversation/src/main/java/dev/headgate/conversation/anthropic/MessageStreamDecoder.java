package dev.headgate.conversation.anthropic;

import dev.headgate.conversation.dialect.AnswerContext;
import dev.headgate.conversation.dialect.StreamDecoder;
import dev.headgate.conversation.json.Fields;
import dev.headgate.conversation.json.InvalidException;
import dev.headgate.conversation.json.Json;
import dev.headgate.conversation.model.Failure;
import dev.headgate.conversation.model.Loss;
import dev.headgate.conversation.model.Stop;
import dev.headgate.conversation.model.StreamEvent;
import dev.headgate.conversation.model.Usage;
import dev.headgate.conversation.sse.SseReader;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads a stream. Deltas, of which there are many, are read without a tree. */
final class MessageStreamDecoder implements StreamDecoder {
  /** An event that is larger is none of this dialect. */
  private static final int MAX_EVENT = 4 << 20;

  private final AnswerContext context;
  private final SseReader reader = new SseReader(MAX_EVENT);
  private final BlockDelta delta = new BlockDelta();
  private final BlocksReading blocks;
  private Consumer<? super StreamEvent> events = event -> {};
  private Usage usage = Usage.NONE;
  private @Nullable Stop stop;
  private boolean started;
  private boolean over;

  MessageStreamDecoder(AnswerContext context) {
    this.context = context;
    this.blocks = new BlocksReading(context);
  }

  @Override
  public void feed(byte[] bytes, int offset, int length, Consumer<? super StreamEvent> events) {
    if (over) {
      return;
    }
    this.events = events;
    blocks.to(events);
    boolean small = reader.feed(bytes, offset, length, read);
    if (!small && !over) {
      fail(Failure.of(Failure.Kind.GARBLED, "an event is larger than " + MAX_EVENT + " bytes"));
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
    return List.of();
  }

  private final SseReader.Events read =
      new SseReader.Events() {
        @Override
        public boolean event(SseReader.EventName name, byte[] data, int offset, int length) {
          MessageStreamDecoder.this.event(name, data, offset, length);
          return !over;
        }

        @Override
        public void silent() {
          events.accept(new StreamEvent.KeepAlive());
        }
      };

  private void event(SseReader.EventName name, byte[] data, int offset, int length) {
    try {
      Failure failure =
          name.is("content_block_delta")
              ? delta(data, offset, length)
              : tree(Arrays.copyOfRange(data, offset, offset + length));
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
  }

  private @Nullable Failure delta(byte[] data, int offset, int length) throws IOException {
    delta.read(data, offset, length);
    return blocks.delta(delta);
  }

  private @Nullable Failure tree(byte[] data) throws InvalidException, IOException {
    var event = Json.parse(data).object();
    switch (event.need("type").string()) {
      case "message_start" -> start(event.need("message").object());
      case "content_block_start" -> {
        begin("", "");
        return blocks.start(index(event), event.need("content_block"));
      }
      case "content_block_delta" -> {
        return delta(data, 0, data.length);
      }
      case "content_block_stop" -> {
        return blocks.stop(index(event));
      }
      case "message_delta" -> {
        var said = AnthropicStops.read(event.need("delta").object());
        stop = said == null ? stop : said;
        used(event);
      }
      case "message_stop" -> finish();
      case "ping" -> events.accept(new StreamEvent.KeepAlive());
      case "error" -> {
        return AnthropicErrors.of(500, event);
      }
      default -> {
        // New kinds of events may come (Anthropic's versioning policy).
      }
    }
    return null;
  }

  private static int index(Fields event) throws InvalidException {
    return (int) event.need("index").integer(0, BlocksReading.MAX_BLOCKS - 1);
  }

  private void start(Fields message) throws InvalidException {
    var id = message.string("id");
    var model = message.string("model");
    begin(id == null ? "" : id, model == null ? "" : model);
    used(message);
  }

  private void begin(String id, String model) {
    if (!started) {
      started = true;
      events.accept(new StreamEvent.Start(id, model, 0, context.origin()));
    }
  }

  private void used(Fields holder) throws InvalidException {
    var snapshot = AnthropicUsage.read(holder.take("usage"), usage);
    if (!snapshot.equals(usage)) {
      usage = snapshot;
      events.accept(new StreamEvent.Used(usage));
    }
  }

  private void finish() throws InvalidException {
    begin("", "");
    var failure = blocks.stopAll();
    if (failure != null) {
      fail(failure);
      return;
    }
    over = true;
    events.accept(new StreamEvent.Finish(List.of(stop == null ? Stop.of(Stop.Reason.END) : stop)));
  }

  private void fail(Failure failure) {
    over = true;
    events.accept(new StreamEvent.Failed(failure));
  }
}
