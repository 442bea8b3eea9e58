package dev.headgate.dataplane.dialect.passed;

import dev.headgate.contract.Dialect;
import dev.headgate.conversation.dialect.Inbound;
import dev.headgate.conversation.translate.Kept;
import dev.headgate.dataplane.dialect.Asked;
import dev.headgate.dataplane.dialect.CallerDialect.ExchangeName;
import dev.headgate.dataplane.dialect.CallerRequest;
import dev.headgate.dataplane.dialect.Recipient;
import dev.headgate.dataplane.dialect.Said;
import dev.headgate.dataplane.dialect.provider.ProviderPath;
import dev.headgate.dataplane.dialect.scan.BodyEdits;
import dev.headgate.dataplane.dialect.translated.SpokenLater;
import io.netty.buffer.ByteBuf;
import java.util.Map;
import java.util.Set;

/**
 * A request in Anthropic Messages, OpenAI Responses or Gemini's dialect. To backends of its own
 * dialect its bytes go as they are where nothing must change ({@link PassRules}); else it is read
 * as a conversation, once, when the first such target is its turn.
 */
final class PassedRequest implements CallerRequest {
  private static final String VERTEX_VERSION = "\"anthropic_version\":\"vertex-2023-10-16\"";

  private final Dialect dialect;
  private final byte[] body;
  private final int length;
  private final PassedFacts facts;
  private final SpokenLater spoken;

  /**
   * @param dialect of the caller, which {@code inbound} reads
   * @param context what the request's path says
   */
  PassedRequest(
      Dialect dialect,
      Inbound inbound,
      Inbound.RequestContext context,
      byte[] body,
      int length,
      PassedFacts facts,
      ExchangeName exchange) {
    this.dialect = dialect;
    this.body = body;
    this.length = length;
    this.facts = facts;
    this.spoken = new SpokenLater(inbound, context, body, length, exchange);
  }

  @Override
  public Asked asked() {
    return facts;
  }

  @Override
  public Said to(Recipient target) {
    if (!passes(target)) {
      return spoken.now().to(target);
    }
    return new Said.Outgoing(
        patched(target),
        ProviderPath.of(target.backend(), target.model().providerName(), facts.stream()),
        new PassedAnswers(dialect, target.backend().dialect() != dialect),
        null);
  }

  private boolean passes(Recipient target) {
    return !target.streamed() && PassRules.passes(dialect, facts, target);
  }

  private ByteBuf patched(Recipient target) {
    var edits = new BodyEdits(body, length);
    var model = target.model().providerName();
    var span = facts.modelSpan();
    if (span != null && target.backend().dialect() == Dialect.VertexAnthropic) {
      // The path names the model, and the body the version that a header says elsewhere.
      edits.replaceMember(span, VERTEX_VERSION);
    } else if (span != null && !facts.model().equals(model)) {
      edits.replace(span, BodyEdits.quoted(model));
    }
    int cap = target.outputCap();
    if (cap > 0 && cap != facts.outputCap()) {
      var place = facts.capPlace();
      edits.replace(place.start(), place.end(), place.before() + cap + place.after());
    }
    return edits.compose();
  }

  /** A provider of the same dialect is given all that the caller has. */
  @Override
  public Set<String> forgotten(Recipient target) {
    return passes(target) ? Set.of() : spoken.now().forgotten(target.backend());
  }

  @Override
  public void recalled(Map<String, Kept> kept, boolean asked) {
    spoken.recall(kept, asked);
  }
}
