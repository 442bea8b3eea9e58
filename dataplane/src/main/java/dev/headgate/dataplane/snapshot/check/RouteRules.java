package dev.headgate.dataplane.snapshot.check;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.headgate.contract.Backend;
import dev.headgate.contract.Route;
import dev.headgate.contract.Route.Header;
import dev.headgate.contract.Route.HeaderMatch;
import dev.headgate.contract.Route.Retry;
import dev.headgate.contract.Route.Target;
import java.util.Map;

/** Rules of one route. A refused one serves nothing: whatever is wrong with it is known already. */
final class RouteRules {
  private RouteRules() {}

  static void check(Route route, Map<String, Backend> backends, Findings findings) {
    if (route.refused() != null) {
      return;
    }
    var match = findings.at("match");
    for (int i = 0; i < route.match().headers().size(); i++) {
      check(route.match().headers().get(i), match.at("headers", i));
    }
    match
        .at("dialects")
        .require(!route.match().dialects().isEmpty(), "Missing", "a route serves some dialect");
    for (int i = 0; i < route.targets().size(); i++) {
      check(route.targets().get(i), backends, findings.at("targets", i));
    }
    for (int i = 0; i < route.tiers().size(); i++) {
      findings.at("tiers", i).range("tier", route.tiers().get(i).tier(), 1, Long.MAX_VALUE);
      findings.at("tiers", i).range("maxCalls", route.tiers().get(i).maxCalls(), 1, Long.MAX_VALUE);
    }
    check(route.retry(), findings.at("retry"));
    var streaming = findings.at("streaming");
    streaming.range("maxDurationMs", route.streaming().maxDurationMs(), 1, Long.MAX_VALUE);
    streaming.range("keepAliveMs", route.streaming().keepAliveMs(), 0, Long.MAX_VALUE);
    var limits = findings.at("limits");
    limits.range("maxInputTokens", route.limits().maxInputTokens(), 0, Long.MAX_VALUE);
    limits.range("maxOutputTokens", route.limits().maxOutputTokens(), 0, Long.MAX_VALUE);
    limits.range("minOutputTokens", route.limits().minOutputTokens(), 0, Long.MAX_VALUE);
    findings.range("requestTimeoutMs", route.requestTimeoutMs(), 1, Long.MAX_VALUE);
  }

  private static void check(Header header, Findings findings) {
    if (header.type() == HeaderMatch.RegularExpression) {
      try {
        Pattern.compile(header.value());
      } catch (PatternSyntaxException e) {
        findings.at("value").add("BadPattern", e.getDescription() + " at " + e.getIndex());
      }
    }
  }

  private static void check(Target target, Map<String, Backend> backends, Findings findings) {
    var backend = backends.get(target.backend());
    if (backend == null) {
      findings
          .at("backend")
          .add("NoSuchBackend", "no backend is called '" + target.backend() + "'");
    } else if (backend.models().stream().noneMatch(m -> m.name().equals(target.model()))) {
      findings
          .at("model")
          .add(
              "NoSuchModel",
              "backend '" + backend.id() + "' has no model '" + target.model() + "'");
    }
    findings.range("tier", target.tier(), 1, Long.MAX_VALUE);
    findings.range("weight", target.weight(), 0, 1_000_000);
    findings.range("firstTokenMs", target.firstTokenMs(), 1, Long.MAX_VALUE);
    findings.range("answerMs", target.answerMs(), 1, Long.MAX_VALUE);
  }

  private static void check(Retry retry, Findings findings) {
    findings.range("attempts", retry.attempts(), 0, Long.MAX_VALUE);
    findings.range("maxCalls", retry.maxCalls(), 1, Long.MAX_VALUE);
    findings.range("backoffBaseMs", retry.backoffBaseMs(), 0, Long.MAX_VALUE);
    findings.range("backoffFactor", retry.backoffFactor(), 1, Long.MAX_VALUE);
    findings.range("backoffMaxMs", retry.backoffMaxMs(), 0, Long.MAX_VALUE);
  }
}
