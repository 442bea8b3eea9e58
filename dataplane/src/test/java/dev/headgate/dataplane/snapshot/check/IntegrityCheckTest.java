package dev.headgate.dataplane.snapshot.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.dataplane.snapshot.SnapshotJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntegrityCheckTest {
  private final IntegrityCheck check = new IntegrityCheck("ai/main");

  @Test
  void aWholeSnapshotHasNoProblem() {
    assertThat(check.problems(SnapshotJson.whole().snapshot())).isEmpty();
  }

  @ParameterizedTest(name = "{0} = {1}: {2} at {3}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          /epoch                                        | 0                    | OutOfRange    | epoch
          /sequence                                     | 0                    | OutOfRange    | sequence
          /digest                                       | "sha256:short"       | BadDigest     | digest
          /digest                                       | null                 | Missing       | digest
          /gateway                                      | null                 | Missing       | gateway
          /gateway/id                                   | "ai/else"            | OtherGateway  | gateway.id
          /gateway/limits                               | null                 | Missing       | gateway.limits
          /gateway/limits/maxBodyBytes                  | 0                    | OutOfRange    | gateway.limits.maxBodyBytes
          /gateway/limits/maxConnections                | 0                    | OutOfRange    | gateway.limits.maxConnections
          /gateway/upstreams                            | null                 | Missing       | gateway.upstreams
          /gateway/reportingCurrency                    | "usd"                | BadCurrency   | gateway.reportingCurrency
          /gateway/safetyMarginPercent                  | 101                  | OutOfRange    | gateway.safetyMarginPercent
          /gateway/redis/nodes                          | []                   | Missing       | gateway.redis
          /gateway/redis/nodes/0                        | "redis"              | BadAddress    | gateway.redis.nodes[0]
          /gateway/redis/nodes/1                        | "redis:99999"        | BadAddress    | gateway.redis.nodes[1]
          /gateway/redis/commandTimeoutMs               | 0                    | OutOfRange    | gateway.redis.commandTimeoutMs
          /gateway/redis/onUnavailable                  | null                 | Missing       | gateway.redis.onUnavailable
          /gateway/redis/caPem                          | "no"                 | BadCertificate | gateway.redis.caPem
          /backends/0/id                                | null                 | Missing       | backends[0].id
          /backends/0/dialect                           | null                 | Missing       | backends[0].dialect
          /backends/0/baseUrl                           | "ftp://x"            | BadUrl        | backends[0].baseUrl
          /backends/0/baseUrl                           | "https://x/v1/"      | BadUrl        | backends[0].baseUrl
          /backends/0/baseUrl                           | "https://u:p@x/v1"   | BadUrl        | backends[0].baseUrl
          /backends/0/baseUrl                           | "https://x y/"       | BadUrl        | backends[0].baseUrl
          /backends/0/credential/header                 | "not a name"         | BadHeader     | backends[0].credential
          /backends/0/credential/value                  | "Bearer x\\r\\ny: z" | BadHeader     | backends[0].credential
          /backends/0/headers/x-org                     | "ä"                  | BadHeader     | backends[0].headers
          /backends/0/tls/caPem                         | "-----BEGIN CERTIFICATE-----\\nx\\n-----END CERTIFICATE-----" | BadCertificate | backends[0].tls.caPem
          /backends/0/tls/keyPem                        | "x"                  | Incomplete    | backends[0].tls
          /backends/0/tls/keyPem                        | "x"                  | BadPrivateKey | backends[0].tls.keyPem
          /backends/0/connections                       | null                 | Missing       | backends[0].connections
          /backends/0/connections/max                   | 0                    | OutOfRange    | backends[0].connections.max
          /backends/0/connectTimeoutMs                  | 0                    | OutOfRange    | backends[0].connectTimeoutMs
          /backends/0/circuitBreaker                    | null                 | Missing       | backends[0].circuitBreaker
          /backends/0/circuitBreaker/failureRatePercent | 0                    | OutOfRange    | backends[0].circuitBreaker.failureRatePercent
          /backends/0/circuitBreaker/maxOpenForMs       | 1                    | OutOfRange    | backends[0].circuitBreaker.maxOpenForMs
          /backends/0/models/0/name                     | null                 | Missing       | backends[0].models[0].name
          /backends/0/models/0/pricing/inputMicros      | -1                   | OutOfRange    | backends[0].models[0].pricing.inputMicros
          /backends/0/models/0/pricing/currency         | "US"                 | BadCurrency   | backends[0].models[0].pricing.currency
          /routes/0/match                               | null                 | Missing       | routes[0].match
          /routes/0/match/dialects                      | []                   | Missing       | routes[0].match.dialects
          /routes/0/match/headers/0/value               | "a(["                | BadPattern    | routes[0].match.headers[0].value
          /routes/0/match/consumers                     | null                 | Missing       | routes[0].match.consumers
          /routes/0/targets/0/backend                   | "ai/nobody"          | NoSuchBackend | routes[0].targets[0].backend
          /routes/0/targets/0/model                     | "nothing"            | NoSuchModel   | routes[0].targets[0].model
          /routes/0/targets/0/tier                      | 0                    | OutOfRange    | routes[0].targets[0].tier
          /routes/0/targets/0/weight                    | -1                   | OutOfRange    | routes[0].targets[0].weight
          /routes/0/retry/maxCalls                      | 0                    | OutOfRange    | routes[0].retry.maxCalls
          /routes/0/requestTimeoutMs                    | 0                    | OutOfRange    | routes[0].requestTimeoutMs
          /budgets/0/timezone                           | "Mars/Olympus"       | BadTimezone   | budgets[0].timezone
          /budgets/0/limits                             | []                   | Missing       | budgets[0].limits
          /budgets/0/limits/1/name                      | "money"              | Duplicate     | budgets[0].limits
          /budgets/0/limits/0/amount                    | -1                   | OutOfRange    | budgets[0].limits[0].amount
          /budgets/0/limits/0/currency                  | null                 | BadCurrency   | budgets[0].limits[0].currency
          /budgets/0/limits/1/currency                  | "USD"                | BadCurrency   | budgets[0].limits[1].currency
          /budgets/0/limits/0/startsOnDay               | 29                   | OutOfRange    | budgets[0].limits[0].startsOnDay
          /budgets/0/thresholds                         | [80, 70]             | OutOfOrder    | budgets[0].thresholds[1]
          /budgets/0/emergencyReservePercent            | 101                  | OutOfRange    | budgets[0].emergencyReservePercent
          /consumers/0/tenant                           | null                 | Missing       | consumers[0].tenant
          /consumers/0/keys/0/id                        | "a_b_c"              | BadKeyId      | consumers[0].keys[0].id
          /consumers/0/keys/0/sha256                    | "abc"                | BadHash       | consumers[0].keys[0].sha256
          """)
  void oneWrongValueIsFoundAtItsPlace(String pointer, String json, String reason, String path) {
    var problems = check.problems(SnapshotJson.whole().with(pointer, json).snapshot());

    assertThat(problems)
        .anySatisfy(
            problem -> {
              assertThat(problem.reason()).isEqualTo(reason);
              assertThat(problem.path()).isEqualTo(path);
              assertThat(problem.message()).isNotBlank();
            });
  }

  @ParameterizedTest
  @CsvSource({"backends", "routes", "budgets", "consumers"})
  void theSameObjectTwiceIsADuplicate(String list) {
    var whole = SnapshotJson.whole();
    var twice = whole.with("/" + list + "/1", whole.at("/" + list + "/0"));

    assertThat(check.problems(twice.snapshot()))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.path()).isEqualTo(list);
              assertThat(problem.reason()).isEqualTo("Duplicate");
            });
  }

  @Test
  void refusedObjectsNeedOnlyWhatTheyAreMatchedBy() {
    var refusal =
        """
        {"reason": "NotSupportedYet", "message": "shadow is not built yet"}\
        """;
    var snapshot =
        SnapshotJson.whole()
            .with("/routes/0/refused", refusal)
            .with("/routes/0/targets/0/backend", "\"ai/nobody\"")
            .with("/routes/0/match/dialects", "[]")
            .with("/routes/0/match/headers/0/type", "\"RegularExpression\"")
            .with("/routes/0/match/headers/0/value", "\"(\"")
            .with("/budgets/0/refused", refusal)
            .with("/budgets/0/limits", "[]")
            .snapshot();

    assertThat(check.problems(snapshot)).isEmpty();
  }

  @Test
  void aBrokenHeaderIsReportedWithoutItsValue() {
    var snapshot =
        SnapshotJson.whole()
            .with("/backends/0/credential/value", "\"Bearer canary\\u0000\"")
            .with("/backends/0/tls/keyPem", "\"canary\"")
            .snapshot();

    assertThat(check.problems(snapshot)).isNotEmpty();
    assertThat(check.problems(snapshot).toString()).doesNotContain("canary");
  }

  @Test
  void aProxyWithoutAGatewayOfItsOwnTakesAnyones() {
    var snapshot = SnapshotJson.whole().with("/gateway/id", "\"b/other\"").snapshot();

    assertThat(new IntegrityCheck(null).problems(snapshot)).isEmpty();
  }

  @Test
  void aSnapshotThatIsWrongEverywhereGetsAnAnswerOfBoundedSize() {
    var whole = SnapshotJson.whole();
    var target =
        whole.with("/routes/0/targets/0/backend", "\"ai/nobody\"").at("/routes/0/targets/0");
    for (int i = 1; i < 100; i++) {
      whole = whole.with("/routes/0/targets/" + i, target);
    }

    assertThat(check.problems(whole.snapshot())).hasSize(64);
  }
}
