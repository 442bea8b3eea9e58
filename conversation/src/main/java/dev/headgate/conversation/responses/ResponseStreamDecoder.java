package dev.headgate.conversation.responses;

import dev.headgate.conversation.dialect.AnswerContext;
import dev.headgate.conversation.dialect.Losses;
import dev.headgate.conversation.dialect.StreamDecoder;
import dev.headgate.conversation.json.Fields;
import dev.headgate.conversation.json.InvalidException;
import dev.headgate.conversation.json.Json;
import dev.headgate.conversation.model.Failure;
import dev.headgate.conversation.model.Loss;
import dev.headgate.conversation.model.Path;
import dev.headgate.conversation.model.StreamEvent;
import dev.headgate.conversation.model.TokenLogProb;
import dev.headgate.conversation.sse.SseReader;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads a stream. */
final class ResponseStreamDecoder implements StreamDecoder {
  /** The last event holds the whole answer and all of the request's tools. */
  private static final int MAX_EVENT = 16 << 20;

  private static final byte[] DONE = {'[', 'D', 'O', 'N', 'E', ']'};
  private static final String SUMMARY = "summary";
  private static final String THOUGHT = "content";

  private final AnswerContext context;
  private final SseReader reader = new SseReader(MAX_EVENT);
  private final ResponseEvent event = new ResponseEvent();
  private final InItems items;
  private final Losses losses = new Losses();
  private Consumer<? super StreamEvent> events = told -> {};
  private boolean started;
  private boolean over;

  ResponseStreamDecoder(AnswerContext context) {
    this.context = context;
    this.items = new InItems(context);
  }

  @Override
  public void feed(byte[] bytes, int offset, int length, Consumer<? super StreamEvent> events) {
    if (over) {
      return;
    }
    this.events = events;
    items.to(events);
    boolean small = reader.feed(bytes, offset, length, read);
    if (!small && !over) {
      fail(Failure.of(Failure.Kind.GARBLED, "an event is larger than " + MAX_EVENT + " bytes"));
    }
  }

  @Override
  public void end(Consumer<? super StreamEvent> events) {
    if (!over) {
      this.events = events;
      cutOff();
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
          ResponseStreamDecoder.this.event(data, offset, length);
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
      // No word of this dialect: only its own terminal events end a stream well.
      cutOff();
      return;
    }
    try {
      event.read(data, offset, length);
      told(data, offset, length);
    } catch (IOException e) {
      fail(Failure.of(Failure.Kind.GARBLED, "the provider sent an event that is not valid JSON"));
    } catch (InvalidException e) {
      fail(
          Failure.of(
              Failure.Kind.GARBLED, "the provider's event: " + e.path() + " " + e.problem()));
    }
  }

  private void told(byte[] data, int offset, int length) throws InvalidException {
    switch (event.type) {
      case "response.output_text.delta" -> words(false, probabilities(data, offset, length));
      case "response.refusal.delta" -> words(true, List.of());
      case "response.reasoning_summary_text.delta" -> thought(SUMMARY);
      case "response.reasoning_text.delta" -> thought(THOUGHT);
      case "response.function_call_arguments.delta", "response.custom_tool_call_input.delta" -> {
        begin();
        items.arguments(event.output, event.delta == null ? "" : event.delta);
      }
      case "response.output_text.done",
          "response.refusal.done",
          "response.function_call_arguments.done",
          "response.custom_tool_call_input.done" ->
          whole("");
      case "response.reasoning_summary_text.done" -> whole(SUMMARY);
      case "response.reasoning_text.done" -> whole(THOUGHT);
      // Told by what comes within or after them.
      case "response.content_part.added",
          "response.reasoning_summary_part.added",
          "response.reasoning_summary_part.done",
          "response.output_text.annotation.added" -> {}
      default -> rare(data, offset, length);
    }
  }

  private void words(boolean refusal, List<TokenLogProb> logProbs) throws InvalidException {
    begin();
    var text = event.delta == null ? "" : event.delta;
    items.words(event.output, event.inner, refusal, text, logProbs);
  }

  private List<TokenLogProb> probabilities(byte[] data, int offset, int length)
      throws InvalidException {
    return event.logProbs ? LogProbs.read(tree(data, offset, length).take("logprobs")) : List.of();
  }

  private void thought(String shownBy) throws InvalidException {
    begin();
    items.thought(event.output, event.inner, shownBy, event.delta == null ? "" : event.delta);
  }

  private void whole(String shownBy) throws InvalidException {
    if (event.whole != null) {
      items.whole(event.output, event.inner, shownBy, event.whole);
    }
  }

  private static Fields tree(byte[] data, int offset, int length) throws InvalidException {
    return Json.parse(Arrays.copyOfRange(data, offset, offset + length)).object();
  }

  private void rare(byte[] data, int offset, int length) throws InvalidException {
    switch (event.type) {
      case "response.created", "response.in_progress", "response.queued" -> {
        if (started) {
          events.accept(new StreamEvent.KeepAlive());
        } else {
          begin(tree(data, offset, length).object("response"));
        }
      }
      case "response.output_item.added" -> {
        begin();
        items.added(event.output, tree(data, offset, length).need("item"));
      }
      case "response.content_part.done" -> {
        begin();
        items.contentDone(event.output, event.inner, tree(data, offset, length).need("part"));
      }
      case "response.output_item.done" -> {
        begin();
        items.done(event.output, tree(data, offset, length).need("item"));
      }
      case "response.completed", "response.incomplete" -> finish(response(data, offset, length));
      case "response.failed", "response.cancelled" -> failed(response(data, offset, length));
      case "error" -> error(tree(data, offset, length));
      default -> other(data, offset, length);
    }
  }

  private static Fields response(byte[] data, int offset, int length) throws InvalidException {
    return tree(data, offset, length).need("response").object();
  }

  /** Progress of a provider's own tool, mostly; some servers send errors without a type. */
  private void other(byte[] data, int offset, int length) throws InvalidException {
    if (event.type.isEmpty()) {
      var said = tree(data, offset, length);
      if (said.peek("error") != null) {
        error(said);
        return;
      }
    } else if (event.type.startsWith("response.audio")) {
      losses.semantic(
          Path.ROOT.field("audio"), Loss.Action.DROPPED, "spoken answers are not translated");
    }
    events.accept(new StreamEvent.KeepAlive());
  }

  private void begin() throws InvalidException {
    if (!started) {
      begin(null);
    }
  }

  private void begin(@Nullable Fields response) throws InvalidException {
    var id = response == null ? null : response.string("id");
    var model = response == null ? null : response.string("model");
    var created = response == null ? null : response.number("created_at", 0, 1e12);
    started = true;
    events.accept(
        new StreamEvent.Start(
            id == null ? "" : id,
            model == null ? "" : model,
            created == null ? 0 : created.longValue(),
            context.origin()));
  }

  private void finish(Fields response) throws InvalidException {
    if (response.peek("error") != null) {
      failed(response);
      return;
    }
    if (!started) {
      begin(response);
    }
    int index = 0;
    for (var item : response.elements("output")) {
      items.done(index++, item);
    }
    items.end();
    usage(response);
    var status = event.type.substring("response.".length());
    over = true;
    events.accept(
        new StreamEvent.Finish(
            List.of(
                ResponsesStops.read(
                    status, ResponseDecoder.reason(response), items.calling(), items.refused()))));
  }

  private void failed(Fields response) throws InvalidException {
    if (!started) {
      begin(response);
    }
    usage(response);
    fail(ResponseDecoder.failure(response));
  }

  private void usage(Fields response) throws InvalidException {
    var usage = ResponsesUsage.read(response.take("usage"));
    if (usage != null) {
      events.accept(new StreamEvent.Used(usage));
    }
  }

  private void error(Fields said) throws InvalidException {
    var nested = said.peek("error");
    if (nested != null && nested.isString()) {
      fail(Failure.of(Failure.Kind.SERVER, nested.string()));
    } else {
      fail(ResponsesFailures.read(nested == null ? typeless(said) : nested.object()));
    }
  }

  /** The event's own type is not the error's. */
  private static Fields typeless(Fields said) {
    said.take("type");
    return said;
  }

  private void cutOff() {
    fail(Failure.of(Failure.Kind.CUT_OFF, "the provider's stream ended before its end"));
  }

  private void fail(Failure failure) {
    over = true;
    events.accept(new StreamEvent.Failed(failure));
  }
}
