package dev.headgate.dataplane.dialect;

import dev.headgate.contract.Dialect;

/**
 * A request without a conversation: to a backend of OpenAI's family its bytes go as they are but
 * for the model's name; no other dialect has its like, but Azure has embeddings.
 */
// Never compared.
@SuppressWarnings("ArrayRecordComponent")
record PassedRequest(byte[] body, int length, PassedFacts facts) implements CallerRequest {
  @Override
  public Asked asked() {
    return facts;
  }

  @Override
  public Said to(Recipient target) {
    var spoken = target.backend().dialect();
    boolean azures = spoken == Dialect.AzureOpenAI && facts.kind() == PassedKind.EMBEDDINGS;
    if (spoken != Dialect.OpenAI && spoken != Dialect.OpenAIResponses && !azures) {
      return new Said.Untranslatable(
          "Its dialect "
              + spoken
              + " is not OpenAI's, and /v1"
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
        ProviderPath.passed(target.backend(), target.model().providerName(), facts.kind().path),
        new PassedAnswers(facts.kind()),
        null);
  }
}
