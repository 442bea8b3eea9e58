package dev.headgate.conversation.bedrock;

import dev.headgate.conversation.json.Halves;
import dev.headgate.conversation.model.Part;

/** One block of a stream while it is open. */
final class OpenBlock {
  /** Its number in the stream. */
  final int part;

  final Part head;
  final Halves halves = new Halves();
  final StringBuilder signature = new StringBuilder();

  /** Arguments that wrap a text, which is told at the end. */
  final StringBuilder wrapped = new StringBuilder();

  OpenBlock(int part, Part head) {
    this.part = part;
    this.head = head;
  }

  boolean wraps() {
    return head instanceof Part.ToolCall call && call.freeform();
  }

  int size() {
    return signature.length() + wrapped.length();
  }
}
