package dev.headgate.operator.compile;

import dev.headgate.contract.Backend;
import dev.headgate.crds.gateway.GatewayDefaults;
import org.jspecify.annotations.Nullable;

/**
 * What holds where neither tier, route nor backend says anything: the gateway's defaults for models
 * without Reasoning. Models with it take minutes to think, whatever the gateway says of others.
 *
 * @param ordinary an attempt on a model without Reasoning
 * @param ordinaryRequestMs all attempts together there
 */
record ModelDeadlines(Deadlines ordinary, long ordinaryRequestMs) {
  private static final Deadlines DEFAULT = new Deadlines(15_000, 60_000);
  private static final long DEFAULT_REQUEST_MS = 120_000;
  private static final Deadlines REASONING = new Deadlines(60_000, 600_000);
  private static final long REASONING_REQUEST_MS = 900_000;

  static ModelDeadlines of(@Nullable GatewayDefaults defaults, Values values) {
    if (defaults == null) {
      return new ModelDeadlines(DEFAULT, DEFAULT_REQUEST_MS);
    }
    var path = "spec.defaults.";
    return new ModelDeadlines(
        Deadlines.read(
                values,
                path + "attemptTimeout",
                defaults.attemptTimeout(),
                path + "answerTimeout",
                defaults.answerTimeout())
            .or(DEFAULT),
        values.millis(path + "requestTimeout", defaults.requestTimeout(), DEFAULT_REQUEST_MS));
  }

  /** One attempt on that model. */
  Deadlines attempt(Backend.Model model) {
    return reasons(model) ? REASONING : ordinary;
  }

  /** All attempts together, when one may go to that model. */
  long requestMs(Backend.Model model) {
    return reasons(model) ? REASONING_REQUEST_MS : ordinaryRequestMs;
  }

  private static boolean reasons(Backend.Model model) {
    return model.can(Backend.Capability.Reasoning);
  }
}
