package dev.headgate.operator.compile;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.headgate.contract.Dialect;
import dev.headgate.contract.Route;
import dev.headgate.crds.Reason;
import dev.headgate.crds.route.HeaderMatch;
import dev.headgate.crds.route.HeaderMatchType;
import dev.headgate.crds.route.LlmRouteSpec;
import dev.headgate.crds.route.RouteMatch;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Compiles which requests a route takes. */
final class MatchStep {
  private static final RouteMatch EVERYTHING =
      new RouteMatch(List.of(), List.of(), List.of(), null);

  private final Resource<LlmRouteSpec> object;
  private final RouteMatch match;
  private final Findings findings;

  MatchStep(Resource<LlmRouteSpec> object, LlmRouteSpec spec, Findings findings) {
    this.object = object;
    this.match = spec.match() == null ? EVERYTHING : spec.match();
    this.findings = findings;
  }

  /**
   * The match, whatever else is wrong with the route: a refused one keeps it.
   *
   * @param outbound dialects of its targets, as far as they are known
   */
  Route.Match compile(Collection<Dialect> outbound, Selection selection) {
    return new Route.Match(
        match.models(),
        dialects(new TreeSet<>(outbound)),
        headers(),
        selection.consumers(object, "spec.match.consumers", match.consumers(), findings),
        !match.dialects().isEmpty());
  }

  private List<Dialect> dialects(Set<Dialect> outbound) {
    if (match.dialects().isEmpty()) {
      var reaching = Translators.reachingAll(outbound);
      if (reaching.isEmpty()) {
        findings.refuse(
            "spec.targets",
            Reason.NoTranslator,
            "no dialect that callers speak can be translated to all of " + outbound);
        return Translators.reachingAll(List.of());
      }
      return reaching;
    }
    var named =
        match.dialects().stream().map(d -> Dialect.valueOf(d.name())).distinct().sorted().toList();
    for (int i = 0; i < match.dialects().size(); i++) {
      var inbound = Dialect.valueOf(match.dialects().get(i).name());
      var missing = outbound.stream().filter(out -> !Translators.exists(inbound, out)).toList();
      if (!missing.isEmpty()) {
        findings.refuse(
            "spec.match.dialects[" + i + "]",
            Reason.NoTranslator,
            "nothing translates " + inbound + " to " + missing + ", which a target speaks");
      }
    }
    return named;
  }

  private List<Route.Header> headers() {
    var headers = new ArrayList<Route.Header>();
    for (int i = 0; i < match.headers().size(); i++) {
      headers.add(header("spec.match.headers[" + i + "]", match.headers().get(i)));
    }
    return headers;
  }

  private Route.Header header(String path, HeaderMatch header) {
    if (header.type() == HeaderMatchType.RegularExpression) {
      try {
        Pattern.compile(header.value());
      } catch (PatternSyntaxException e) {
        findings.refuse(
            path + ".value",
            Reason.Invalid,
            "\"%s\" is no regular expression: %s".formatted(header.value(), e.getDescription()));
      }
    }
    return new Route.Header(
        header.name().toLowerCase(Locale.ROOT),
        header.value(),
        header.type() == null
            ? Route.HeaderMatch.Exact
            : Route.HeaderMatch.valueOf(header.type().name()));
  }
}
