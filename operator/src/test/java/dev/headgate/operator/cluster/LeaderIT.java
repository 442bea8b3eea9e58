package dev.headgate.operator.cluster;

import static dev.headgate.operator.cluster.Installation.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.contract.Snapshot;
import dev.headgate.crds.ConditionType;
import dev.headgate.crds.gateway.LlmGateway;
import dev.headgate.crds.route.LlmRoute;
import dev.headgate.operator.compile.SnapshotCodec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Several operators, one Lease; and none. Operators are processes here: they are paused and killed.
 */
@NeedsApiServer
class LeaderIT {
  @TempDir private Path directory;
  private Installation here;
  private final List<OperatorProcess> operators = new CopyOnWriteArrayList<>();

  @BeforeEach
  void start() {
    here = new Installation("leader", directory);
    here.apply(Manifests.whole(here.namespace));
  }

  @AfterEach
  void end() throws Exception {
    operators.forEach(OperatorProcess::close);
    here.close();
  }

  @Test
  void aLeaderPausedBeyondItsLeaseAndContinuedTakesNoProxyBack() throws Exception {
    OperatorProcess first = operator("first");
    within(60).until(() -> holder().startsWith("first"));
    here.proxies("main-a");
    OperatorProcess second = operator("second");
    within(30).until(() -> ready("main"));
    long firstEpoch = stored().epoch();

    first.signal("STOP");
    within(60).until(() -> holder().startsWith("second"));
    here.apply(Manifests.route(here.namespace, "later", "later", "a"));
    within(30)
        .until(() -> here.status(LlmRoute.class, "later", ConditionType.Ready).equals("True"));
    // Stored after it is pushed, at most once a second.
    within(30).until(() -> stored().epoch() > firstEpoch && serves("later"));
    Snapshot seconds = stored();

    first.signal("CONT");
    // Whoever finds that it no longer leads ends; until then nothing it does may show.
    within(60).until(() -> !first.isAlive());

    assertThat(first.exitCode()).isEqualTo(1);
    assertThat(second.isAlive()).isTrue();
    Snapshot after = stored();
    assertThat(after.epoch()).isEqualTo(seconds.epoch());
    assertThat(after.sequence()).isEqualTo(seconds.sequence());
    here.apply(Manifests.route(here.namespace, "latest", "latest", "a"));
    within(30)
        .until(() -> here.status(LlmRoute.class, "latest", ConditionType.Ready).equals("True"));
  }

  @Test
  void aProxyThatStartsWhileTheOperatorIsAwayStartsFromTheStoredSnapshot() throws Exception {
    OperatorProcess only = operator("only");
    here.proxies("main-a");
    within(30).until(() -> ready("main"));
    only.close();

    ProxyPod late = here.proxy("main-late");

    within(60).until(late::ready);
    assertThat(here.proxies.getFirst().ready()).isTrue();

    OperatorProcess next = operator("next");
    late.publish(true);
    within(60)
        .until(
            () -> {
              var counts = here.get(LlmGateway.class, "main").getStatus().proxies();
              return counts != null && counts.ready() == 2 && counts.acknowledged() == 2;
            });
    assertThat(next.isAlive()).isTrue();
  }

  @Test
  void anOperatorThatIsStoppedGivesItsLeaseUp() throws Exception {
    OperatorProcess first = operator("first", 600);
    within(60).until(() -> holder().startsWith("first"));
    within(30)
        .until(() -> !here.status(LlmGateway.class, "main", ConditionType.Accepted).equals("none"));

    first.stop();
    OperatorProcess second = operator("second", 600);

    // Long before the Lease would end.
    within(60).until(() -> holder().startsWith("second"));
    assertThat(second.isAlive()).isTrue();
  }

  private boolean serves(String route) throws IOException {
    return stored().routes().stream().anyMatch(r -> r.name().equals(route));
  }

  private OperatorProcess operator(String identity) throws IOException {
    return operator(identity, 4);
  }

  private OperatorProcess operator(String identity, int leaseSeconds) throws IOException {
    OperatorProcess operator =
        OperatorProcess.start(
            here.cluster,
            Files.createDirectories(directory.resolve(identity)),
            "--namespace=" + here.system,
            "--watch-namespaces=" + here.namespace,
            "--identity=" + identity,
            "--lease-duration=" + leaseSeconds,
            "--health-port=0");
    operators.add(operator);
    return operator;
  }

  private String holder() {
    Lease lease = here.client.leases().inNamespace(here.system).withName("headgate-operator").get();
    String holder = lease == null ? null : lease.getSpec().getHolderIdentity();
    return holder == null ? "" : holder;
  }

  private boolean ready(String gateway) {
    return here.status(LlmGateway.class, gateway, ConditionType.Ready).equals("True");
  }

  private Snapshot stored() throws IOException {
    Secret secret =
        here.client.secrets().inNamespace(here.namespace).withName("main-snapshot").get();
    return SnapshotCodec.decode(
        Base64.getDecoder().decode(secret.getData().get("snapshot.json.gz")));
  }
}
