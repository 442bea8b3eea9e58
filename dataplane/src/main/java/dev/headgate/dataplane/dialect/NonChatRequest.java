package dev.headgate.dataplane.dialect;

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
              + " is passed on, not translated");
    }
    return new Said.Outgoing(
        ChatPatch.model(
            body,
            length,
            facts.model(),
            facts.modelSpan(),
            facts.bodyStart(),
            target.model().providerName()),
        path,
        new NonChatAnswers(facts.kind()),
        null);
  }
}
