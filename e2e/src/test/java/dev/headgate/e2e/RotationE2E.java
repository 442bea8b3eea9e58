package dev.headgate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Keys and certificates that change while they are in use. */
@OnCluster
@Order(4)
class RotationE2E {
  private static final String NEXT_KEY = "canary-of-a-provider-second";

  private final TestCluster cluster = TestCluster.get();
  private Load load;

  @BeforeAll
  void install() {
    load = Installation.get().load();
  }

  @Test
  @Order(1)
  void aProvidersKeyThatIsRotatedInItsSecretIsSentUpstreamWithinFiveSeconds() throws Exception {
    load.losesNothingWhile(
        () -> {
          SecretText.write(Installation.NAMESPACE, "steady", Map.of("apiKey", NEXT_KEY));
          Eventually.within(5, "the new key upstream", () -> sent().equals(hash(NEXT_KEY)));
          Eventually.holds(5, Ours::areReady);
          // From now on the provider knows the new key alone: a proxy with the old one would fail.
          Providers.profile("steady", "{\"apiKey\":\"" + NEXT_KEY + "\"}");
          load.goesOn();
          load.goesOn();
        });
  }

  @Test
  @Order(2)
  void certificatesAndTheirAuthorityAreRotatedUnderTraffic() throws Exception {
    Papers first = SecretText.papers(Installation.SYSTEM, "headgate-ca");
    Papers leaf = leaf();
    Instant now = Instant.now();

    load.losesNothingWhile(
        () -> {
          // Ten months and twenty-five days go by: both are in their last third.
          whileNoOperatorRuns(
              () -> {
                keep(
                    first.aged(
                        first, now.minus(Duration.ofDays(300)), now.plus(Duration.ofDays(65))));
                SecretText.write(
                    Installation.NAMESPACE,
                    "main-proxy-tls",
                    Map.of(
                        "tls.crt",
                        leaf.aged(
                                first, now.minus(Duration.ofDays(25)), now.plus(Duration.ofDays(5)))
                            .pem()));
              });

          Papers second = SecretText.papers(Installation.SYSTEM, "headgate-ca");
          assertThat(second.certificate().getSubjectX500Principal())
              .isNotEqualTo(first.certificate().getSubjectX500Principal());
          Eventually.holds(
              30,
              () ->
                  assertThat(leaf().certificate().getPublicKey())
                      .isNotEqualTo(leaf.certificate().getPublicKey()));
          assertThat(trusted()).hasSize(2);
          proxiesShow(leaf().certificate());
          isProgrammedAnew(3_800);

          // An hour later the new authority signs: every proxy trusts it by now.
          whileNoOperatorRuns(
              () ->
                  keep(
                      second.aged(
                          second, now.minus(Duration.ofHours(2)), now.plus(Duration.ofDays(365)))));
          isProgrammedAnew(3_700);
        });
  }

  /** What happens to the Secrets meanwhile is what a starting operator finds. */
  private void whileNoOperatorRuns(Load.Step step) throws Exception {
    cluster.kubectl(
        "-n", Installation.SYSTEM, "scale", "deployment/headgate-operator", "--replicas=0");
    Eventually.within(40, "no operator", () -> Fleet.OPERATORS.pods().isEmpty());
    step.run();
    cluster.kubectl(
        "-n", Installation.SYSTEM, "scale", "deployment/headgate-operator", "--replicas=2");
    Fleet.OPERATORS.settles(2, List.of());
    Eventually.holds(60, Ours::areReady);
  }

  private static void keep(Papers authority) throws Exception {
    SecretText.write(Installation.SYSTEM, "headgate-ca", Map.of("tls.crt", authority.pem()));
  }

  private static Papers leaf() throws Exception {
    return SecretText.papers(Installation.NAMESPACE, "main-proxy-tls");
  }

  private static List<X509Certificate> trusted() throws Exception {
    return Papers.certificates(SecretText.read(Installation.NAMESPACE, "main-proxy-tls", "ca.crt"));
  }

  /** Kubelets look at mounted Secrets when they sync a pod: an annotation makes them do it now. */
  private void proxiesShow(X509Certificate certificate) {
    for (String proxy : Fleet.PROXIES.ready()) {
      cluster.kubectl("-n", "ai", "annotate", "--overwrite", "pod", proxy, "synced=now");
      Eventually.holds(
          120, () -> assertThat(AdminCall.report(proxy, null).server()).isEqualTo(certificate));
    }
  }

  /** A change reaches every proxy, by the operator's certificate of this moment. */
  private static void isProgrammedAnew(int maxOutputTokens) {
    Ours.patch("lr/steady", "{\"limits\":{\"maxOutputTokens\":" + maxOutputTokens + "}}");
    Eventually.holds(60, () -> Ours.isReady("llmroutes", "steady"));
  }

  private static String sent() {
    return Providers.seen("steady").at("/last/headers/authorization").asText();
  }

  /** As the simulator shows a header's secret. */
  private static String hash(String key) throws Exception {
    byte[] digest =
        MessageDigest.getInstance("SHA-256")
            .digest(("Bearer " + key).getBytes(StandardCharsets.UTF_8));
    return "sha256:" + HexFormat.of().formatHex(digest, 0, 8);
  }
}
