package dev.headgate.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What our processes may, as an auditor finds it on the node and not only in manifests. */
@OnCluster
@Order(3)
class PodSecurityE2E {
  private static final String UNWANTED = "kubernetes.io/serviceaccount";

  private final TestCluster cluster = TestCluster.get();
  private CallerPod caller;

  @BeforeAll
  void install() {
    Installation.get().load();
    caller = CallerPod.start("auditor", "traffic-key", "load");
  }

  @ParameterizedTest
  @ValueSource(strings = {Installation.NAMESPACE, Installation.SYSTEM})
  @Order(1)
  void nothingRunsThereThatIsNotRestricted(String namespace) {
    Shell.Run privileged =
        cluster.tryKubectl(
            "", "-n", namespace, "run", "root", "--image=localhost/x:1", "--privileged");

    assertThat(privileged.code()).isNotZero();
    assertThat(privileged.output()).contains("violates PodSecurity \"restricted");
  }

  @Test
  @Order(2)
  void processesHaveNoPowerAndNoRoot() {
    assumeTrue(cluster.machine("status").isPresent(), "needs the node to look at processes");
    Map<String, String> processes = processes();
    List<Pod> pods =
        Stream.concat(Fleet.PROXIES.living().stream(), Fleet.OPERATORS.living().stream()).toList();

    assertThat(pods)
        .hasSize(4)
        .allSatisfy(
            pod -> {
              String status = onNode("cat", "/proc/" + processes.get(container(pod)) + "/status");
              assertThat(status)
                  .containsPattern("Uid:\\s+65532\\s+65532\\s+65532\\s+65532")
                  .containsPattern("Gid:\\s+65532\\s+65532\\s+65532\\s+65532")
                  .containsPattern("CapEff:\\s+0000000000000000\n")
                  .containsPattern("CapBnd:\\s+0000000000000000\n")
                  .containsPattern("NoNewPrivs:\\s+1\n")
                  .containsPattern("Seccomp:\\s+2\n");
              String root = "/proc/" + processes.get(container(pod)) + "/mounts";
              assertThat(onNode("cat", root)).containsPattern("(?m)^overlay / overlay ro,");
            });
  }

  @Test
  @Order(3)
  void onlyTheOperatorHasATokenForTheApiServer() {
    assumeTrue(cluster.machine("status").isPresent(), "needs the node to look at processes");
    Map<String, String> processes = processes();

    assertThat(Fleet.PROXIES.living())
        .allSatisfy(pod -> assertThat(mounts(processes, pod)).doesNotContain(UNWANTED));
    assertThat(Fleet.OPERATORS.living())
        .allSatisfy(pod -> assertThat(mounts(processes, pod)).contains(UNWANTED));
  }

  @Test
  @Order(4)
  void callersReachTheDataPortAndNeitherTheAdminPortNorRedis() {
    String proxy = address(Fleet.PROXIES.living().getFirst());
    String redis =
        address(
            cluster
                .client()
                .pods()
                .inNamespace(Installation.NAMESPACE)
                .withLabel("app.kubernetes.io/name", "redis")
                .list()
                .getItems()
                .getFirst());

    assertThat(caller.reach(proxy, 8080)).isEqualTo("open");
    assertThat(caller.reach(proxy, 8086)).isEqualTo("open");
    assertThat(caller.reach(proxy, 8444)).startsWith("closed");
    assertThat(caller.reach(redis, 6379)).startsWith("closed");
    assertThat(caller.reach("redis.ai.svc", 6379)).startsWith("closed");
  }

  @Test
  @Order(5)
  void thePodsOfTheOperatorReachProxiesAdminPortsAndNoProvider() {
    String proxy = address(Fleet.PROXIES.living().getFirst());
    CallerPod twin =
        CallerPod.waiting(
            Installation.SYSTEM,
            "twin",
            "app.kubernetes.io/name: headgate-operator, app.kubernetes.io/instance: headgate");
    CallerPod stranger = CallerPod.waiting(Installation.SYSTEM, "stranger", "app: stranger");
    try {
      // A policy that was there before a pod takes effect within its first second.
      Eventually.holds(
          20, () -> assertThat(twin.reach("simulator.ai.svc", 9090)).startsWith("closed"));
      assertThat(twin.reach(proxy, 8080)).startsWith("closed");
      assertThat(twin.reach(proxy, 8444)).isEqualTo("open");
      assertThat(stranger.reach("simulator.ai.svc", 9090)).isEqualTo("open");
      Eventually.holds(20, () -> assertThat(stranger.reach(proxy, 8444)).startsWith("closed"));
    } finally {
      cluster.kubectl("-n", Installation.SYSTEM, "delete", "pod", "twin", "stranger");
    }
  }

  @Test
  @Order(6)
  void theAdminPortTakesTheOperatorsCertificateAndNoOther() throws Exception {
    String proxy = Fleet.PROXIES.ready().getFirst();
    Papers authority = SecretText.papers(Installation.SYSTEM, "headgate-ca");
    Papers proxys = SecretText.papers(Installation.NAMESPACE, "main-proxy-tls");
    Papers operators = authority.issue("operator.headgate.internal", proxys);
    Papers strangers = proxys.issue("operator.headgate.internal", proxys);

    assertThat(AdminCall.report(proxy, operators).status()).startsWith("HTTP/1.1 200");
    assertThat(AdminCall.report(proxy, null).status()).startsWith("closed");
    assertThat(AdminCall.report(proxy, strangers).status()).startsWith("closed");
    assertThat(AdminCall.report(proxy, proxys).status()).startsWith("HTTP/1.1 403");
  }

  @AfterAll
  void tidy() {
    if (caller != null) {
      caller.resource().delete();
    }
  }

  /** Process by container, as containerd knows them. */
  private Map<String, String> processes() {
    return onNode("ctr", "-n", "k8s.io", "task", "ls")
        .lines()
        .map(line -> line.split("\\s+"))
        .filter(words -> words.length == 3 && Pattern.matches("\\d+", words[1]))
        .collect(Collectors.toMap(words -> words[0], words -> words[1]));
  }

  private String mounts(Map<String, String> processes, Pod pod) {
    return onNode("cat", "/proc/" + processes.get(container(pod)) + "/mounts");
  }

  private String onNode(String... command) {
    List<String> arguments = Stream.concat(Stream.of("nsenter"), Stream.of(command)).toList();
    return cluster.machine(arguments.toArray(String[]::new)).orElseThrow().good();
  }

  private static String container(Pod pod) {
    return pod.getStatus()
        .getContainerStatuses()
        .getFirst()
        .getContainerID()
        .replace("containerd://", "");
  }

  private static String address(Pod pod) {
    return pod.getStatus().getPodIP();
  }
}
