package dev.headgate.conversation.bedrock;

import dev.headgate.conversation.anthropic.AnthropicDialect;
import dev.headgate.conversation.dialect.AnswerContext;
import dev.headgate.conversation.dialect.Losses;
import dev.headgate.conversation.json.Fields;
import dev.headgate.conversation.json.InvalidException;
import dev.headgate.conversation.json.JsonText;
import dev.headgate.conversation.model.Failure;
import dev.headgate.conversation.model.Loss;
import dev.headgate.conversation.model.Marks;
import dev.headgate.conversation.model.Opaque;
import dev.headgate.conversation.model.Part;
import dev.headgate.conversation.model.Path;
import dev.headgate.conversation.model.StreamEvent;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The blocks of a stream: numbers them as parts, and tells of them. Only calls say that they begin;
 * other blocks begin with their first piece.
 */
final class StreamBlocks {
  private static final int MAX_BLOCKS = 4096;

  /** What is told at its end is held; more than this is none of the dialect. */
  private static final int MAX_HELD = 4 << 20;

  private final AnswerContext context;
  private final ConverseCalls calls;
  private final Losses losses = new Losses();
  private final TreeMap<Integer, OpenBlock> open = new TreeMap<>();
  private Consumer<? super StreamEvent> events = event -> {};
  private int next;
  private boolean called;

  StreamBlocks(AnswerContext context) {
    this.context = context;
    this.calls = new ConverseCalls(context);
  }

  void to(Consumer<? super StreamEvent> events) {
    this.events = events;
  }

  /** Whether there was a call. */
  boolean called() {
    return called;
  }

  List<Loss> losses() {
    return losses.list();
  }

  static int index(Fields event) throws InvalidException {
    var index = event.take("contentBlockIndex");
    return index == null ? 0 : (int) index.integer(0, MAX_BLOCKS - 1);
  }

  @Nullable Failure start(Fields event) throws InvalidException {
    int index = index(event);
    if (open.containsKey(index)) {
      return garbled("begins a block that is open");
    }
    var start = event.object("start");
    var use = start == null ? null : start.object("toolUse");
    if (use != null) {
      called = true;
      var id = use.string("toolUseId");
      begin(index, calls.head(id == null ? "" : id, use.need("name").string()));
    }
    return null;
  }

  /** A block begins with its first piece; null for what cannot. */
  private @Nullable OpenBlock begin(ConverseDelta delta) {
    return switch (delta.kind) {
      case TEXT -> begin(delta.index, new Part.Text("", Marks.NONE));
      case REASONING -> begin(delta.index, new Part.Reasoning("", false, Marks.NONE));
      case INPUT -> null;
      case OTHER -> {
        losses.degrading(
            Path.ROOT.field("delta"), Loss.Action.DROPPED, "not a known piece of a block");
        yield null;
      }
    };
  }

  private OpenBlock begin(int index, Part head) {
    var block = new OpenBlock(next++, head);
    open.put(index, block);
    events.accept(new StreamEvent.PartOpen(0, block.part, head));
    return block;
  }

  @Nullable Failure delta(ConverseDelta delta) {
    if (delta.index < 0 || delta.index >= MAX_BLOCKS) {
      return garbled("sent too many blocks");
    }
    var known = open.get(delta.index);
    if (delta.redacted != null) {
      return redacted(delta.index, known, delta.redacted);
    }
    var block = known == null ? begin(delta) : known;
    if (block == null) {
      return delta.kind == ConverseDelta.Kind.INPUT
          ? garbled("goes on with a call that has not begun")
          : null;
    }
    if (delta.signature != null) {
      block.signature.append(delta.signature);
    }
    if (delta.text != null) {
      if (block.wraps()) {
        block.wrapped.append(delta.text);
      } else {
        tell(block, delta.text);
      }
    }
    return block.size() > MAX_HELD ? garbled("sent a block that is too large") : null;
  }

  private @Nullable Failure redacted(int index, @Nullable OpenBlock before, String base64) {
    if (before != null) {
      return garbled("hides a block that it has shown");
    }
    var hidden = List.of(Redacted.read(context.origin(), base64));
    begin(index, new Part.Reasoning("", true, Marks.NONE.withOpaque(hidden)));
    return null;
  }

  private void tell(OpenBlock block, String text) {
    var whole = block.halves.next(text);
    if (!whole.isEmpty()) {
      events.accept(new StreamEvent.Delta(0, block.part, whole));
    }
  }

  /** A block of which nothing came has never begun. */
  void stop(int index) {
    var block = open.remove(index);
    if (block != null) {
      close(block);
    }
  }

  /** What the provider leaves open is over when all is. */
  void stopAll() {
    open.values().forEach(this::close);
    open.clear();
  }

  private void close(OpenBlock block) {
    if (block.wraps()) {
      tell(block, ConverseCalls.unwrapped(block.wrapped.toString()));
    }
    var rest = block.halves.rest();
    if (!rest.isEmpty()) {
      events.accept(new StreamEvent.Delta(0, block.part, rest));
    }
    var marks = block.head.marks();
    if (!block.signature.isEmpty()) {
      marks =
          marks.withOpaque(
              List.of(
                  new Opaque(
                      context.origin(),
                      AnthropicDialect.SIGNATURE,
                      JsonText.whole(block.signature.toString()))));
    }
    events.accept(new StreamEvent.PartClose(0, block.part, marks));
  }

  private static Failure garbled(String what) {
    return Failure.of(Failure.Kind.GARBLED, "the provider " + what);
  }
}
