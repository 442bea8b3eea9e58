package dev.headgate.conversation.chat;

import dev.headgate.conversation.dialect.AnswerContext;
import dev.headgate.conversation.dialect.Losses;
import dev.headgate.conversation.dialect.StreamDecoder;
import dev.headgate.conversation.json.InvalidException;
import dev.headgate.conversation.json.Json;
import dev.headgate.conversation.model.Failure;
import dev.headgate.conversation.model.Loss;
import dev.headgate.conversation.model.Path;
import dev.headgate.conversation.model.Stop;
import dev.headgate.conversation.model.StreamEvent;
import dev.headgate.conversation.model.Usage;
import dev.headgate.conversation.sse.SseReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads a stream. */
final class ChatStreamDecoder implements StreamDecoder {
  /** An event that is larger is none of this dialect. */
  private static final int MAX_EVENT = 4 << 20;

  private static final int MAX_CHOICES = 128;
  private static final byte[] DONE = {'[', 'D', 'O', 'N', 'E', ']'};

  private final AnswerContext context;
  private final SseReader reader = new SseReader(MAX_EVENT);
  private final ChatChunk chunk = ChatChunk.fresh();
  private final ChatParts parts;
  private final List<ChatChoice> choices = new ArrayList<>(1);
  private final Losses losses = new Losses();
  private Consumer<? super StreamEvent> events = event -> {};
  private @Nullable Usage usage;
  private boolean started;
  private boolean over;

  ChatStreamDecoder(AnswerContext context) {
    this.context = context;
    this.parts = new ChatParts(context);
  }

  @Override
  public void feed(byte[] bytes, int offset, int length, Consumer<? super StreamEvent> events) {
    if (over) {
      return;
    }
    this.events = events;
    parts.to(events);
    boolean small = reader.feed(bytes, offset, length, read);
    if (!small && !over) {
      fail(Failure.of(Failure.Kind.GARBLED, "an event is larger than " + MAX_EVENT + " bytes"));
    }
  }

  @Override
  public void end(Consumer<? super StreamEvent> events) {
    if (over) {
      return;
    }
    this.events = events;
    parts.to(events);
    boolean finished = !choices.isEmpty() && choices.stream().allMatch(ChatChoice::finished);
    if (finished && usage != null) {
      // Some servers close the connection behind the last chunk instead of saying [DONE].
      finish();
    } else {
      fail(Failure.of(Failure.Kind.CUT_OFF, "the provider's stream ended before its end"));
    }
  }

  @Override
  public List<Loss> losses() {
    return losses.list();
  }

  private final SseReader.Events read =
      new SseReader.Events() {
        @Override
        public boolean event(SseReader.EventName name, byte[] data, int offset, int length) {
          ChatStreamDecoder.this.event(data, offset, length);
          return !over;
        }

        @Override
        public void silent() {
          events.accept(new StreamEvent.KeepAlive());
        }
      };

  private void event(byte[] data, int offset, int length) {
    if (length >= DONE.length
        && Arrays.equals(data, offset, offset + DONE.length, DONE, 0, DONE.length)) {
      finish();
      return;
    }
    try {
      chunk.read(data, offset, length, this::choice);
    } catch (IOException e) {
      if (!over) {
        fail(Failure.of(Failure.Kind.GARBLED, "the provider sent an event that is not valid JSON"));
      }
      return;
    }
    if (over) {
      return;
    }
    if (chunk.error) {
      fail(error(Arrays.copyOfRange(data, offset, offset + length)));
      return;
    }
    if (chunk.usage != null && !chunk.usage.equals(usage)) {
      usage = chunk.usage;
      start();
      events.accept(new StreamEvent.Used(usage));
    }
  }

  private static Failure error(byte[] event) {
    try {
      return ChatErrors.of(500, Json.parse(event).object());
    } catch (InvalidException e) {
      return Failure.of(Failure.Kind.SERVER, "the provider sent an error");
    }
  }

  /** The first chunk may be one of Azure's, which speaks of no choice and has no id. */
  private void start() {
    if (!started) {
      started = true;
      events.accept(
          new StreamEvent.Start(
              chunk.id == null ? "" : chunk.id,
              chunk.model == null ? "" : chunk.model,
              chunk.created,
              context.origin()));
    }
  }

  private void choice(ChatChunk said) {
    if (over) {
      return;
    }
    if (said.index < 0 || said.index >= MAX_CHOICES) {
      fail(Failure.of(Failure.Kind.GARBLED, "the provider counts its choices strangely"));
      return;
    }
    start();
    while (choices.size() <= said.index) {
      choices.add(new ChatChoice(choices.size(), parts));
    }
    if (said.audio) {
      losses.semantic(
          Path.ROOT.field("audio"), Loss.Action.DROPPED, "spoken answers are not translated");
    }
    var failure = choices.get(said.index).take(said);
    if (failure != null) {
      fail(failure);
    }
  }

  private void finish() {
    start();
    var stops = new ArrayList<Stop>();
    for (var choice : choices) {
      var failure = choice.close();
      if (failure != null) {
        fail(failure);
        return;
      }
      stops.add(choice.stop());
    }
    if (stops.isEmpty()) {
      fail(Failure.of(Failure.Kind.GARBLED, "the provider's stream has no choices"));
      return;
    }
    over = true;
    events.accept(new StreamEvent.Finish(stops));
  }

  private void fail(Failure failure) {
    over = true;
    events.accept(new StreamEvent.Failed(failure));
  }
}
