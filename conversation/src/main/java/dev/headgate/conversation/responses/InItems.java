package dev.headgate.conversation.responses;

import dev.headgate.conversation.dialect.AnswerContext;
import dev.headgate.conversation.json.InvalidException;
import dev.headgate.conversation.json.Node;
import dev.headgate.conversation.model.Extra;
import dev.headgate.conversation.model.Marks;
import dev.headgate.conversation.model.Opaque;
import dev.headgate.conversation.model.Part;
import dev.headgate.conversation.model.Path;
import dev.headgate.conversation.model.Severity;
import dev.headgate.conversation.model.StreamEvent;
import dev.headgate.conversation.model.TokenLogProb;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The items of one stream: numbers their parts and tells of them. */
final class InItems {
  private static final int MAX_ITEMS = 4096;
  private static final int MAX_CONTENTS = 4096;

  private final AnswerContext context;
  private final ItemDecoder decoder;

  /** By output index. */
  private final List<InItem> items = new ArrayList<>();

  private Consumer<? super StreamEvent> events = event -> {};
  private int nextPart;
  private int calls;
  private boolean refused;

  InItems(AnswerContext context) {
    this.context = context;
    this.decoder = new ItemDecoder(context.origin(), Severity.DEGRADING);
  }

  void to(Consumer<? super StreamEvent> events) {
    this.events = events;
  }

  boolean calling() {
    return calls > 0;
  }

  boolean refused() {
    return refused;
  }

  /** An item has begun. A message's parts and what has no deltas begin later. */
  void added(int output, Node node) throws InvalidException {
    var item = at(output);
    var fields = node.object();
    var type = fields.need("type").string();
    if (item.single || item.done) {
      return;
    }
    switch (type) {
      case "function_call", "custom_tool_call" -> {
        if (decoder.read(node).getFirst() instanceof Part.ToolCall call) {
          call(item, call);
        }
      }
      case "reasoning" -> {
        var id = fields.string(ItemDecoder.ID);
        List<Opaque> data =
            id == null
                ? List.of()
                : List.of(new Opaque(context.origin(), ResponsesDialect.REASONING_ID, id));
        item.single = true;
        open(item, new Part.Reasoning("", false, Marks.NONE.withOpaque(data)));
      }
      case "message" -> {
        for (var known : List.of("content", "role", "status")) {
          fields.take(known);
        }
        item.about = ItemDecoder.about(fields, 1);
      }
      default -> {}
    }
  }

  private void call(InItem item, Part.ToolCall read) {
    var call = ResponseDecoder.call(read, calls++, context);
    item.single = true;
    open(item, new Part.ToolCall(call.id(), call.name(), "", call.freeform(), call.marks()));
  }

  /** Text of a message's content. */
  void words(int output, int inner, boolean refusal, String text, List<TokenLogProb> logProbs)
      throws InvalidException {
    var piece = content(at(output), inner, refusal);
    if (!piece.closed) {
      tell(piece, text, logProbs);
    }
  }

  /** Opens a message's content, and those before it that nobody has told. */
  private InItem.Piece content(InItem item, int inner, boolean refusal) throws InvalidException {
    if (item.single || inner >= MAX_CONTENTS) {
      throw strange();
    }
    while (item.pieces.size() <= inner) {
      if (!item.pieces.isEmpty()) {
        close(item.pieces.getLast(), Marks.NONE);
      }
      var marks =
          item.pieces.isEmpty() && item.about != null
              ? Marks.NONE.withExtras(List.of(item.about))
              : Marks.NONE;
      refused |= refusal;
      open(item, refusal ? new Part.Refusal("", marks) : new Part.Text("", marks));
    }
    return item.pieces.get(inner);
  }

  /** Text of reasoning; several of them are paragraphs of one. */
  void thought(int output, int inner, String shownBy, String text) throws InvalidException {
    var item = at(output);
    if (!item.single) {
      item.single = true;
      open(item, new Part.Reasoning("", false, Marks.NONE));
    }
    if (item.shownBy.isEmpty()) {
      item.shownBy = shownBy;
    }
    var piece = item.pieces.getFirst();
    if (piece.closed || !item.shownBy.equals(shownBy)) {
      return;
    }
    if (inner > piece.inner) {
      tell(piece, "\n\n".repeat(Math.min(inner - piece.inner, MAX_CONTENTS)), List.of());
      piece.inner = inner;
      piece.toldOfInner = 0;
    }
    tell(piece, text, List.of());
  }

  /** More of a call's arguments. */
  void arguments(int output, String text) throws InvalidException {
    var item = at(output);
    if (!item.single) {
      throw strange();
    }
    if (!item.pieces.getFirst().closed) {
      tell(item.pieces.getFirst(), text, List.of());
    }
  }

  /** The whole text of which pieces may have been told: whatever of it was not, is now. */
  void whole(int output, int inner, String shownBy, String text) throws InvalidException {
    var item = at(output);
    if (item.single) {
      var piece = item.pieces.getFirst();
      boolean sameKind =
          shownBy.isEmpty() || item.shownBy.isEmpty() || item.shownBy.equals(shownBy);
      if (sameKind && (shownBy.isEmpty() || inner >= piece.inner)) {
        int told = shownBy.isEmpty() ? piece.told : inner > piece.inner ? 0 : piece.toldOfInner;
        if (told < text.length()) {
          if (shownBy.isEmpty()) {
            arguments(output, text.substring(told));
          } else {
            thought(output, inner, shownBy, text.substring(told));
          }
        }
      }
    } else if (inner < item.pieces.size()) {
      rest(item.pieces.get(inner), text);
    }
  }

  /** A message's content is whole. */
  void contentDone(int output, int inner, Node node) throws InvalidException {
    var item = at(output);
    if (item.single) {
      return;
    }
    contentDone(item, inner, decoder.content(node));
  }

  private void contentDone(InItem item, int inner, Part part) throws InvalidException {
    if (!ItemDecoder.words(part)) {
      return;
    }
    var piece = content(item, inner, part instanceof Part.Refusal);
    rest(piece, text(part));
    var marks = part.marks();
    if (inner == 0
        && item.about != null
        && Extras.own(marks.extras(), ItemDecoder.MESSAGE) == null) {
      var extras = new ArrayList<Extra>(marks.extras());
      extras.addFirst(item.about);
      marks = marks.withExtras(extras);
    }
    close(piece, marks);
  }

  /** An item is whole. What was told of it before is not told again. */
  void done(int output, Node node) throws InvalidException {
    var item = at(output);
    if (item.done) {
      return;
    }
    var parts = decoder.read(node);
    if (!parts.isEmpty() && parts.getFirst() instanceof Part.ToolCall call && !item.single) {
      call(item, call);
    }
    item.done = true;
    var type = node.object().peek("type");
    boolean message = type != null && type.string().equals("message");
    if (!message && parts.size() == 1) {
      single(item, parts.getFirst());
      return;
    }
    for (int i = 0; i < parts.size(); i++) {
      contentDone(item, i, parts.get(i));
    }
    item.pieces.forEach(piece -> close(piece, Marks.NONE));
  }

  private void single(InItem item, Part part) throws InvalidException {
    boolean grows = part instanceof Part.ToolCall || part instanceof Part.Reasoning;
    if (item.pieces.isEmpty()) {
      item.single = true;
      open(item, grows ? emptied(part) : part);
    } else if (!item.single) {
      throw strange();
    }
    var piece = item.pieces.getFirst();
    if (grows) {
      rest(piece, text(part));
    }
    close(piece, part.marks());
  }

  private static Part emptied(Part part) {
    return part instanceof Part.Reasoning(var text, var redacted, var marks)
        ? new Part.Reasoning("", redacted, marks)
        : part;
  }

  private static String text(Part part) {
    return switch (part) {
      case Part.Text(var text, var marks) -> text;
      case Part.Refusal(var text, var marks) -> text;
      case Part.Reasoning(var text, var redacted, var marks) -> text;
      case Part.ToolCall call -> call.arguments();
      default -> "";
    };
  }

  /** Closes what the provider left open. */
  void end() {
    for (var item : items) {
      item.pieces.forEach(piece -> close(piece, Marks.NONE));
    }
  }

  private void rest(InItem.Piece piece, String text) {
    if (!piece.closed && piece.told < text.length()) {
      tell(piece, text.substring(piece.told), List.of());
    }
  }

  private void tell(InItem.Piece piece, String text, List<TokenLogProb> logProbs) {
    piece.told += text.length();
    piece.toldOfInner += text.length();
    delta(piece, piece.halves.next(text), logProbs);
  }

  private void delta(InItem.Piece piece, String text, List<TokenLogProb> logProbs) {
    if (!text.isEmpty() || !logProbs.isEmpty()) {
      events.accept(new StreamEvent.Delta(0, piece.part, text, logProbs));
    }
  }

  private void open(InItem item, Part head) {
    item.pieces.add(new InItem.Piece(nextPart));
    events.accept(new StreamEvent.PartOpen(0, nextPart++, head));
  }

  private void close(InItem.Piece piece, Marks marks) {
    if (!piece.closed) {
      piece.closed = true;
      delta(piece, piece.halves.rest(), List.of());
      events.accept(new StreamEvent.PartClose(0, piece.part, marks));
    }
  }

  private InItem at(int output) throws InvalidException {
    // Servers that count nothing have one item at a time.
    int index = output >= 0 ? output : Math.max(0, items.size() - 1);
    if (index >= MAX_ITEMS) {
      throw strange();
    }
    while (items.size() <= index) {
      items.add(new InItem());
    }
    return items.get(index);
  }

  private static InvalidException strange() {
    return new InvalidException(Path.ROOT, "counts its items strangely");
  }
}
