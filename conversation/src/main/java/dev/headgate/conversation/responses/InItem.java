package dev.headgate.conversation.responses;

import dev.headgate.conversation.json.Halves;
import dev.headgate.conversation.model.Extra;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An item of a stream that is being read. */
final class InItem {
  /** A part of the item: content of a message, or the item itself. */
  static final class Piece {
    final int part;
    final Halves halves = new Halves();

    /** Characters that the provider has told. */
    int told;

    /** Of them in the summary or the thought that is being told. */
    int toldOfInner;

    int inner;
    boolean closed;

    Piece(int part) {
      this.part = part;
    }
  }

  final List<Piece> pieces = new ArrayList<>(1);

  /** Whether a call or reasoning has been opened as a whole. */
  boolean single;

  boolean done;

  /** A message's own fields. */
  @Nullable Extra about;

  /** What reasoning is shown by; the first word of it decides. */
  String shownBy = "";
}
