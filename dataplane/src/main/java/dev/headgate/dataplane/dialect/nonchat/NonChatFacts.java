package dev.headgate.dataplane.dialect.nonchat;

import dev.headgate.contract.Backend.Capability;
import dev.headgate.dataplane.dialect.Asked;
import dev.headgate.dataplane.dialect.NonChatKind;
import dev.headgate.dataplane.dialect.scan.Span;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one pass over a request without a conversation found.
 *
 * @param kind of call
 * @param model as the caller wrote it, or what the dialect says when nothing was written
 * @param modelSpan where, quotes included; null when it was not written
 * @param bodyStart offset behind the opening brace: where fields are added
 * @param inputTokens estimated, all inputs together
 * @param longestInput estimated, of the input that is alone in a model's window
 */
record NonChatFacts(
    NonChatKind kind,
    String model,
    @Nullable Span modelSpan,
    int bodyStart,
    long inputTokens,
    long longestInput)
    implements Asked {

  @Override
  public boolean stream() {
    return false;
  }

  /** Nothing is generated; a hold is for one token at least. */
  @Override
  public int outputCap() {
    return 1;
  }

  @Override
  public int choices() {
    return 1;
  }

  @Override
  public Set<Capability> needs() {
    return kind.needs();
  }

  @Override
  public @Nullable String session() {
    return null;
  }

  @Override
  public String operation() {
    return kind.operation;
  }
}
