package dev.headgate.operator.status;

import dev.headgate.crds.Reason;
import dev.headgate.operator.compile.Expiry;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Whether a credential ends soon or has ended: {@code CredentialExpiring}. It decides nothing else;
 * whether the credential is still taken is the provider's to say.
 */
final class Lifespan {
  /** More sentences help nobody: whoever mends the first finds the others then. */
  private static final int MAX_TOLD = 3;

  private Lifespan() {}

  /** Empty when nothing says that anything ends. */
  static Optional<Judgement> of(List<Statement> statements, Instant now) {
    List<Expiry> known =
        statements.stream()
            .flatMap(statement -> statement.verdict().expiries().known().stream())
            .distinct()
            .toList();
    List<Expiry> over = at(Expiry.Stage.OVER, known, now);
    if (!over.isEmpty()) {
      return Optional.of(Judgement.yes(Reason.Expired, told(over, "ended")));
    }
    List<Expiry> soon = at(Expiry.Stage.SOON, known, now);
    if (!soon.isEmpty()) {
      return Optional.of(Judgement.yes(Reason.ExpiresSoon, told(soon, "ends")));
    }
    List<String> unreadable =
        statements.stream()
            .flatMap(statement -> statement.verdict().expiries().unreadable().stream())
            .distinct()
            .toList();
    if (!unreadable.isEmpty()) {
      return Optional.of(
          Judgement.unknown(
              Reason.SecretInvalid,
              "Nobody will be warned: " + String.join("; ", unreadable) + "."));
    }
    return known.stream()
        .findFirst()
        .map(
            first ->
                Judgement.no(
                    Reason.Valid,
                    "%s in Secret %s ends at %s, says %s."
                        .formatted(first.what(), first.secret(), moment(first), first.source())));
  }

  private static List<Expiry> at(Expiry.Stage stage, List<Expiry> known, Instant now) {
    return known.stream().filter(expiry -> expiry.stage(now) == stage).toList();
  }

  private static String told(List<Expiry> expiries, String verb) {
    return expiries.stream()
        .limit(MAX_TOLD)
        .map(
            expiry ->
                "%s in Secret %s %s at %s, says %s: put a new one into the Secret%s; proxies take it within seconds."
                    .formatted(
                        expiry.what(),
                        expiry.secret(),
                        verb,
                        moment(expiry),
                        expiry.source(),
                        expiry.remedy()))
        .collect(Collectors.joining(" "));
  }

  private static Instant moment(Expiry expiry) {
    return expiry.at().truncatedTo(ChronoUnit.SECONDS);
  }
}
