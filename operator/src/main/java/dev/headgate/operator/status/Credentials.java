package dev.headgate.operator.status;

import dev.headgate.contract.Report;
import dev.headgate.contract.Report.Credential;
import dev.headgate.crds.Reason;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the fleet knows of a backend's credential: one proxy that is refused is enough. */
final class Credentials {
  private Credentials() {}

  /**
   * What stands against the backend.
   *
   * @param backend id
   * @param reports of proxies that answer now
   * @return null while no provider refuses its credential
   */
  static @Nullable Judgement hindrance(String backend, List<Report> reports) {
    List<Credential> refused =
        reports.stream()
            .flatMap(report -> report.credentials().stream())
            .filter(credential -> credential.backend().equals(backend))
            .toList();
    Optional<Credential> first =
        refused.stream().min(Comparator.comparingLong(Credential::sinceMs));
    return first
        .map(
            credential ->
                Judgement.no(
                    Reason.CredentialRejected,
                    "The provider refuses the credential with %d (%s) since %s, seen by %d of %d proxies: put one that it accepts into the Secret that spec.credentials names."
                        .formatted(
                            credential.status(),
                            credential.message(),
                            Instant.ofEpochMilli(credential.sinceMs())
                                .truncatedTo(ChronoUnit.SECONDS),
                            refused.size(),
                            reports.size())))
        .orElse(null);
  }

  /** What stands against it at any gateway; null when nothing does. */
  static @Nullable Judgement anywhere(String backend, List<Statement> statements) {
    return statements.stream()
        .map(statement -> hindrance(backend, statement.reports()))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }
}
