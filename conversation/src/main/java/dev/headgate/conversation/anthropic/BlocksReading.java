package dev.headgate.conversation.anthropic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headgate.conversation.dialect.AnswerContext;
import dev.headgate.conversation.json.InvalidException;
import dev.headgate.conversation.json.Json;
import dev.headgate.conversation.json.JsonText;
import dev.headgate.conversation.json.Node;
import dev.headgate.conversation.model.Failure;
import dev.headgate.conversation.model.Marks;
import dev.headgate.conversation.model.Part;
import dev.headgate.conversation.model.StreamEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The blocks of a stream: numbers them as parts, and tells of them. */
final class BlocksReading {
  static final int MAX_BLOCKS = 4096;

  /** What is told at its end is held; more than this is none of the dialect. */
  private static final int MAX_HELD = 4 << 20;

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final AnswerCalls calls;
  private final BlockDecoder decoder;

  /** By the provider's numbers; null for one that is not open. */
  private final List<@Nullable BlockReading> open = new ArrayList<>();

  private Consumer<? super StreamEvent> events = event -> {};
  private int next;

  BlocksReading(AnswerContext context) {
    this.calls = new AnswerCalls(context);
    this.decoder = new BlockDecoder(AnswerCalls.signer(context.origin()));
  }

  void to(Consumer<? super StreamEvent> events) {
    this.events = events;
  }

  @Nullable Failure start(int index, Node block) throws InvalidException {
    while (open.size() <= index) {
      open.add(null);
    }
    if (open.get(index) != null) {
      return garbled("begins a block that is open");
    }
    var part = decoder.block(block);
    open.set(
        index,
        part instanceof Part.ServerTool || part instanceof Part.Unknown
            // More of it may come: input, or a content that is null as yet.
            ? new BlockReading(BlockReading.Kind.WHOLE, -1, Marks.NONE, block.raw())
            : open(part));
    return null;
  }

  private BlockReading open(Part part) {
    var marks = part.marks();
    return switch (part) {
      case Part.Text text -> told(new Part.Text("", marks), text.text());
      case Part.Reasoning reasoning ->
          reasoning.redacted()
              ? already(reasoning)
              : told(new Part.Reasoning("", false, marks), reasoning.text());
      case Part.ToolCall call -> {
        boolean wrapped = calls.wrapped(call.name());
        var head =
            new Part.ToolCall(
                calls.id(call.id()), calls.callersName(call.name()), "", wrapped, marks);
        // The input of a start is {} and grows by deltas; some servers give all of it at once.
        var input = call.arguments().replaceAll("\\s", "").equals("{}") ? "" : call.arguments();
        if (!wrapped) {
          yield told(head, input);
        }
        var reading = begin(BlockReading.Kind.WRAPPED, head);
        reading.held().append(input);
        yield reading;
      }
      default -> already(part);
    };
  }

  private BlockReading told(Part head, String text) {
    var reading = begin(BlockReading.Kind.TOLD, head);
    tell(reading, text);
    return reading;
  }

  private BlockReading already(Part part) {
    return begin(BlockReading.Kind.ALREADY_TOLD, part);
  }

  private BlockReading begin(BlockReading.Kind kind, Part head) {
    events.accept(new StreamEvent.PartOpen(0, next, head));
    return new BlockReading(kind, next++, head.marks(), "");
  }

  private void tell(BlockReading reading, String text) {
    var whole = reading.halves().next(text);
    if (!whole.isEmpty()) {
      events.accept(new StreamEvent.Delta(0, reading.part(), whole));
    }
  }

  @Nullable Failure delta(BlockDelta delta) {
    var reading = delta.index < 0 || delta.index >= open.size() ? null : open.get(delta.index);
    if (reading == null) {
      return garbled("goes on with a block that is not open");
    }
    if (delta.signature != null) {
      reading.sign(delta.signature);
    }
    if (delta.citation != null) {
      reading.cite(delta.citation);
    }
    if (reading.kind() == BlockReading.Kind.WHOLE) {
      reading.late(delta.others);
    }
    if (delta.text != null) {
      if (reading.kind() == BlockReading.Kind.TOLD) {
        tell(reading, delta.text);
      } else {
        reading.held().append(delta.text);
      }
    }
    return reading.size() > MAX_HELD ? garbled("sent a block that is too large") : null;
  }

  @Nullable Failure stop(int index) throws InvalidException {
    var reading = index >= open.size() ? null : open.get(index);
    if (reading == null) {
      return garbled("ends a block that is not open");
    }
    open.set(index, null);
    switch (reading.kind()) {
      case TOLD -> {
        var rest = reading.halves().rest();
        if (!rest.isEmpty()) {
          events.accept(new StreamEvent.Delta(0, reading.part(), rest));
        }
      }
      case WRAPPED -> tell(reading, AnswerCalls.unwrapped(reading.held().toString()));
      case WHOLE -> {
        return whole(reading);
      }
      case ALREADY_TOLD -> {}
    }
    events.accept(new StreamEvent.PartClose(0, reading.part(), reading.marks(decoder)));
    return null;
  }

  /** What the provider leaves open is over when all is. */
  @Nullable Failure stopAll() throws InvalidException {
    for (int i = 0; i < open.size(); i++) {
      if (open.get(i) != null) {
        var failure = stop(i);
        if (failure != null) {
          return failure;
        }
      }
    }
    return null;
  }

  private @Nullable Failure whole(BlockReading reading) throws InvalidException {
    var json = reading.start();
    if (!reading.held().isEmpty() || !reading.late().isEmpty()) {
      try {
        var block = (ObjectNode) MAPPER.readTree(json);
        if (!reading.held().isEmpty()) {
          block.set("input", MAPPER.readTree(reading.held().toString()));
        }
        for (var field : reading.late().entrySet()) {
          block.set(field.getKey(), MAPPER.readTree(field.getValue()));
        }
        // A tree forgets how a lone surrogate was escaped.
        json = JsonText.whole(block.toString());
      } catch (JsonProcessingException e) {
        return Failure.of(
            Failure.Kind.MALFORMED_CALL, "the provider called its own tool with nonsense");
      }
    }
    var told = already(decoder.block(Json.parse(json)).withMarks(Marks.NONE));
    events.accept(new StreamEvent.PartClose(0, told.part(), Marks.NONE));
    return null;
  }

  private static Failure garbled(String what) {
    return Failure.of(Failure.Kind.GARBLED, "the provider " + what);
  }
}
