package dev.headgate.dataplane.dialect.chat;

import dev.headgate.dataplane.dialect.scan.BodyEdits;
import io.netty.buffer.ByteBuf;

/**
 * A request as one target gets it: the caller's own bytes with the model's name, the output cap and
 * the wish for usage put in by offset. Nothing else is touched and no byte of the body is copied.
 */
public final class ChatPatch {
  private ChatPatch() {}

  /**
   * The body for one target.
   *
   * @param body the caller's, from offset 0; must not change until the result was sent
   * @param length bytes of it
   * @param facts of that body
   * @param providerModel as the provider names it
   * @param outputCap per choice; 0 leaves what the caller wrote
   * @param legacyCap whether a cap that the caller did not write is called {@code max_tokens}
   * @param askUsage whether a stream must end with its usage
   */
  public static ByteBuf apply(
      byte[] body,
      int length,
      ChatFacts facts,
      String providerModel,
      int outputCap,
      boolean legacyCap,
      boolean askUsage) {
    var edits = new BodyEdits(body, length);
    if (!facts.model().equals(providerModel)) {
      edits.replace(facts.modelSpan(), BodyEdits.quoted(providerModel));
    }
    cap(edits, facts, outputCap, legacyCap);
    if (facts.stream() && askUsage && !facts.usageAsked()) {
      usage(edits, facts);
    }
    return edits.compose();
  }

  private static void cap(BodyEdits edits, ChatFacts facts, int outputCap, boolean legacyCap) {
    if (outputCap <= 0 || outputCap == facts.outputCap()) {
      return;
    }
    var span = facts.capSpan();
    if (span == null) {
      edits.insert(
          facts.bodyStart(),
          (legacyCap ? "\"max_tokens\":" : "\"max_completion_tokens\":") + outputCap + ",");
    } else {
      edits.replace(span, Integer.toString(outputCap));
    }
  }

  private static void usage(BodyEdits edits, ChatFacts facts) {
    var options = facts.streamOptions();
    if (options == null) {
      edits.insert(facts.bodyStart(), "\"stream_options\":{\"include_usage\":true},");
    } else if (options.usage() != null) {
      edits.replace(options.usage(), "true");
    } else if (options.empty()) {
      edits.replace(options.span(), "{\"include_usage\":true}");
    } else {
      edits.insert(options.span().start() + 1, "\"include_usage\":true,");
    }
  }
}
