package dev.headgate.dataplane.dialect.passed;

import dev.headgate.contract.Dialect;
import dev.headgate.conversation.dialect.Quirk;
import dev.headgate.conversation.dialect.Target;
import dev.headgate.dataplane.dialect.Recipient;
import dev.headgate.dataplane.dialect.provider.ProviderDialect;

/** Whether a request may go to a provider of its own dialect as it is. */
final class PassRules {
  private PassRules() {}

  static boolean passes(Dialect dialect, PassedFacts facts, Recipient target) {
    if (facts.has(Hindrance.CONTINUED)) {
      // What it lacks is there, and nowhere else; whether it is whole only the provider sees.
      return target.backend().dialect() == dialect
          && !facts.has(Hindrance.SEALED)
          && !facts.has(Hindrance.FOREIGN_THREAD);
    }
    if (facts.has(Hindrance.SEALED) || facts.has(Hindrance.BROKEN)) {
      return false;
    }
    var provider = target.backend().dialect();
    if (provider != dialect && !hosted(dialect, provider, facts)) {
      return false;
    }
    return switch (dialect) {
      case Anthropic -> messages(facts, target);
      // Reasoning is sealed for one account. Where a route knows only one, it is never mistaken;
      // else the gateway must note whose it is.
      case OpenAIResponses ->
          target.onlyAccount()
              && !facts.has(Hindrance.BACKGROUND)
              && target.backend().quirks().isEmpty()
              && responses(facts, target);
      case Gemini -> generate(facts, target);
      case OpenAI, AzureOpenAI, Bedrock, VertexGemini, VertexAnthropic -> false;
    };
  }

  /** Whether it may go to Vertex, which has models of two vendors in their own dialects. */
  private static boolean hosted(Dialect dialect, Dialect provider, PassedFacts facts) {
    return switch (provider) {
      case VertexAnthropic ->
          dialect == Dialect.Anthropic
              && !facts.has(Hindrance.VERSION_SAID)
              && !facts.has(Hindrance.THREAD);
      case VertexGemini ->
          dialect == Dialect.Gemini
              && !facts.has(Hindrance.ROLE_UNSAID)
              && !facts.has(Hindrance.CALL_IDS)
              && !facts.has(Hindrance.STORED);
      case OpenAI, OpenAIResponses, AzureOpenAI, Anthropic, Gemini, Bedrock -> false;
    };
  }

  private static boolean responses(PassedFacts facts, Recipient target) {
    boolean drawn = facts.has(Hindrance.TEMPERATURE) || facts.has(Hindrance.TOP_P);
    boolean thinks = facts.has(Hindrance.THINKING);
    boolean probabilities = facts.has(Hindrance.LOG_PROBS);
    if (!drawn && !thinks && !probabilities) {
      return true;
    }
    var model = model(target);
    // Whether it is asked to reason is for the long way to see.
    boolean perhaps = thinks && model.has(Quirk.REASONS_WHEN_ASKED);
    return !(drawn && (perhaps || model.has(Quirk.NO_SAMPLING)))
        && !(thinks && model.has(Quirk.NO_REASONING))
        && !(probabilities && (perhaps || model.has(Quirk.NO_LOG_PROBS)));
  }

  private static boolean generate(PassedFacts facts, Recipient target) {
    boolean third = isOfTheThirdGeneration(target);
    if (facts.has(Hindrance.UNSIGNED_CALL) && third) {
      return false;
    }
    if (facts.has(Hindrance.THINKING_LEVEL) && !third) {
      return false;
    }
    // Of those before, the larger ones think always, too.
    boolean always = third || target.model().providerName().contains("pro");
    if (facts.has(Hindrance.NO_THINKING) && always) {
      return false;
    }
    boolean thinks = facts.has(Hindrance.THINKING);
    boolean prefill = facts.has(Hindrance.PREFILL);
    if (!thinks && !prefill) {
      return true;
    }
    var model = model(target);
    return !(thinks && model.has(Quirk.NO_REASONING)) && !(prefill && model.has(Quirk.NO_PREFILL));
  }

  private static Target model(Recipient target) {
    return ProviderDialect.of(target.backend().dialect()).target(target.backend(), target.model());
  }

  private static boolean messages(PassedFacts facts, Recipient target) {
    if (facts.has(Hindrance.UNSIGNED_THINKING) || facts.has(Hindrance.NO_THINKING_BEFORE)) {
      return false;
    }
    int cap = target.outputCap();
    boolean budgeted = facts.has(Hindrance.THINKING_BUDGET);
    if (budgeted && cap > 0 && cap != facts.outputCap() && cap <= facts.thinkingBudget()) {
      return false;
    }
    var model = model(target);
    boolean prefill = facts.has(Hindrance.PREFILL);
    if (prefill && (budgeted || model.has(Quirk.NO_PREFILL))) {
      return false;
    }
    boolean temperature = facts.has(Hindrance.TEMPERATURE);
    boolean topP = facts.has(Hindrance.TOP_P);
    if (model.has(Quirk.NO_SAMPLING) && (temperature || topP || facts.has(Hindrance.TOP_K))) {
      return false;
    }
    if (model.has(Quirk.ONE_SAMPLING_KNOB) && temperature && topP) {
      return false;
    }
    return !(budgeted && model.has(Quirk.ADAPTIVE_THINKING));
  }

  /** Models before it know no signatures on calls and no levels of thinking. */
  private static boolean isOfTheThirdGeneration(Recipient target) {
    return !target.model().providerName().matches("(?:.*/)?gemini-[12](?:[.-].*)?");
  }
}
