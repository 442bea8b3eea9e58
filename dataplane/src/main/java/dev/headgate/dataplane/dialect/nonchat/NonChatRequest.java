package dev.headgate.dataplane.dialect.nonchat;

import dev.headgate.dataplane.dialect.Asked;
import dev.headgate.dataplane.dialect.CallerRequest;
import dev.headgate.dataplane.dialect.Recipient;
import dev.headgate.dataplane.dialect.Said;
import dev.headgate.dataplane.dialect.provider.ProviderPath;
import dev.headgate.dataplane.dialect.scan.BodyEdits;
import io.netty.buffer.ByteBuf;

/**
 * A request without a conversation: to a backend of OpenAI's family its bytes go as they are but
 * for the model's name; no other dialect has its like.
 */
// Never compared.
@SuppressWarnings("ArrayRecordComponent")
record NonChatRequest(byte[] body, int length, NonChatFacts facts) implements CallerRequest {
  @Override
  public Asked asked() {
    return facts;
  }

  @Override
  public Said to(Recipient target) {
    var path = ProviderPath.of(target.backend(), target.model().providerName(), facts.kind());
    if (path == null) {
      return new Said.Untranslatable(
          "Its dialect "
              + target.backend().dialect()
              + " has no such call, and /v1"
              + facts.kind().path
              + " is passed on, not translated",
          false);
    }
    return new Said.Outgoing(
        named(target.model().providerName()), path, new NonChatAnswers(facts.kind()), null);
  }

  /** The body with the model as its provider names it. */
  ByteBuf named(String model) {
    var edits = new BodyEdits(body, length);
    var span = facts.modelSpan();
    if (span == null) {
      edits.insert(facts.bodyStart(), "\"model\":" + BodyEdits.quoted(model) + ",");
    } else if (!model.equals(facts.model())) {
      edits.replace(span, BodyEdits.quoted(model));
    }
    return edits.compose();
  }
}
