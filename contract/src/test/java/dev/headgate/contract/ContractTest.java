package dev.headgate.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContractTest {
  private final ObjectMapper mapper = new ObjectMapper();

  @Test
  void aSnapshotWrittenByALaterOperatorIsReadWithoutItsUnknownFields() throws Exception {
    var json =
        """
        {"formatVersion":7,"minReader":1,"epoch":3,"sequence":4,"digest":"sha256:aa","later":true,
         "gateway":{"id":"ai/main","apiKeys":true,"reportingCurrency":"USD","safetyMarginPercent":15,"new":{}},
         "consumers":[{"id":"ai/a","tenant":"t","later":[1]}]}
        """;

    var snapshot = mapper.readValue(json, Snapshot.class);

    assertThat(snapshot.routes()).isEmpty();
    assertThat(snapshot.consumers().getFirst().labels()).isEmpty();
    assertThat(snapshot.isAfter(3, 3)).isTrue();
    assertThat(snapshot.isAfter(3, 4)).isFalse();
    assertThat(snapshot.isAfter(4, 0)).isFalse();
  }

  @Test
  void everyFieldOfAConsumerSelectorIsAndAndItsValuesAreOr() {
    var consumer =
        new Consumer(
            "ai/checkout",
            null,
            "shop",
            "payments",
            null,
            "paid",
            Map.of("plan", "standard", "x", "y"),
            List.of(),
            null,
            List.of(),
            List.of());

    assertThat(Consumers.ALL.matches(consumer)).isTrue();
    assertThat(selector(List.of("ai/other", "ai/checkout"), "payments").matches(consumer)).isTrue();
    assertThat(selector(List.of("ai/checkout"), "search").matches(consumer)).isFalse();
    assertThat(selector(List.of("b/checkout"), "payments").matches(consumer)).isFalse();
  }

  @Test
  void aMatchKeepsWhetherItsDialectsWereNamed() throws Exception {
    var match = new Route.Match(List.of("a"), List.of(Dialect.OpenAI), List.of(), Consumers.ALL);
    var named = new Route.Match(List.of(), List.of(Dialect.Gemini), List.of(), Consumers.ALL, true);

    assertThat(mapper.readValue(mapper.writeValueAsBytes(match), Route.Match.class))
        .isEqualTo(match)
        .matches(m -> !m.dialectsNamed());
    assertThat(mapper.readValue(mapper.writeValueAsBytes(named), Route.Match.class))
        .isEqualTo(named);
  }

  @Test
  void secretsAreNotInWhatALogWouldShow() {
    var credential = new Backend.Credential("authorization", "Bearer canary-secret");
    var tls = new Backend.Tls(null, "host", null, "canary-key");
    var redis =
        new Gateway.Redis(
            List.of("r:1"),
            null,
            "canary-pw",
            false,
            null,
            50,
            Gateway.OnUnavailable.FailClosed,
            0);

    var aws = new Backend.AwsKeys("AKID", "canary-secret", "canary-session", "us-east-1");
    var google = new Backend.GoogleAccount("a@b", "1", "canary-pem", "https://token");

    assertThat(credential + " " + tls + " " + redis + " " + aws + " " + google)
        .doesNotContain("canary");
  }

  private static Consumers selector(List<String> names, String team) {
    return new Consumers(
        names, Map.of("plan", "standard"), List.of(team), List.of("shop"), List.of("paid"));
  }
}
