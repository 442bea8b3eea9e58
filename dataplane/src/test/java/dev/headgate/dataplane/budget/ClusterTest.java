package dev.headgate.dataplane.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.contract.Budget.Scope;
import dev.headgate.contract.Budget.Window;
import dev.headgate.contract.Gateway;
import dev.headgate.contract.Gateway.OnUnavailable;
import dev.headgate.contract.Snapshot;
import dev.headgate.dataplane.memory.Memory;
import dev.headgate.dataplane.terms.Usage;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A cluster of three masters and three replicas: each test leaves it whole. */
class ClusterTest {
  private static final Usage USED = new Usage(300, 0, 0, 0, 0, 0);
  private static ClusterProcess cluster;

  private Vertx vertx;
  private ProxyBudgets proxy;
  private Loop loop;
  private int calls;

  @BeforeAll
  static void form() {
    cluster = new ClusterProcess(RedisProcess.newest());
  }

  @AfterAll
  static void disband() {
    cluster.close();
  }

  @BeforeEach
  void start() {
    vertx = Vertx.vertx();
    proxy = Store.proxy();
    loop = new Loop(vertx, proxy, snapshot());
  }

  @AfterEach
  void stop() {
    loop.close();
    Loop.join(vertx.close());
  }

  @Test
  void tenantsAreSpreadOverTheMasters() {
    var tenants = IntStream.range(0, 20).mapToObj(i -> "spread" + i).toList();

    tenants.forEach(tenant -> charge(tenant, 3));

    assertThat(tenants.stream().map(t -> cluster.masterOf(prefix(t)).port).distinct()).hasSize(3);
    tenants.forEach(tenant -> assertThat(audited(tenant)).isEqualTo(3 * 300_000));
    assertThat(Objects.requireNonNull(proxy.redis()).warnings()).isEmpty();
  }

  @Test
  void oneDeadMasterStopsOnlyItsOwnTenantsAndNotForLong() {
    var tenants = IntStream.range(0, 20).mapToObj(i -> "dead" + i).toList();
    tenants.forEach(tenant -> charge(tenant, 1));
    var victim = cluster.masterOf(prefix("dead0"));
    var others =
        tenants.stream().filter(t -> cluster.masterOf(prefix(t)).port != victim.port).toList();
    assertThat(others).isNotEmpty();

    victim.kill();

    assertThat(loop.reserve(request("dead0"))).isInstanceOf(HoldDecision.Unavailable.class);
    // Others are served while the cluster has not even noticed.
    others.forEach(tenant -> charge(tenant, 1));
    ClusterProcess.await(
        () -> {
          others.forEach(tenant -> charge(tenant, 1));
          return granted("dead0");
        });
    loop.quiet();
    victim.restart();
    cluster.settled();
    for (String tenant : tenants) {
      audited(tenant);
    }
    charge("dead0", 1);
  }

  @Test
  void whatAFailoverForgotIsWrittenAgain() {
    charge("lost", 2);
    var master = cluster.masterOf(prefix("lost"));
    var replica = cluster.replicaOf(prefix("lost"));
    replica.pause();
    charge("lost", 5);

    // The replica never heard of the five; it becomes the master.
    master.kill();
    replica.resume();
    ClusterProcess.await(() -> cluster.masterOf(prefix("lost")).port == replica.port);
    ClusterProcess.await(() -> granted("lost"));

    ClusterProcess.await(() -> settled("lost") == 7 * 300_000);
    master.restart();
    cluster.settled();
    assertThat(audited("lost")).isEqualTo(7 * 300_000);
  }

  @Test
  void whatIsKeptForATenantsNextTurnIsFoundByAnyProxyInOneCommand() {
    try (var other = new Loop(vertx, Store.proxy(), snapshot())) {
      for (int i = 0; i < 12; i++) {
        var place = new Memory.Place("kept" + i, "ai/checkout", null);
        var kept = RedisMemoryTest.kept("toolu_1", "thought " + i, "signature");
        RedisMemoryTest.keep(loop, place, kept, RedisMemoryTest.kept("toolu_2", "", "s"));

        assertThat(RedisMemoryTest.recall(other, place, "toolu_1", "toolu_2", "toolu_3"))
            .containsOnlyKeys("toolu_1", "toolu_2")
            .containsEntry("toolu_1", kept);
      }
    }
  }

  private boolean granted(String tenant) {
    if (loop.reserve(request(tenant)) instanceof HoldDecision.Granted granted) {
      loop.run(granted.hold()::release);
      return true;
    }
    return false;
  }

  private void charge(String tenant, int times) {
    for (int i = 0; i < times; i++) {
      var granted = loop.grant(request(tenant));
      loop.run(
          () -> {
            granted.hold().dispatched();
            granted.hold().settle(USED);
          });
    }
  }

  /** What the tenant was charged, by books that balance. */
  private long audited(String tenant) {
    loop.quiet();
    try (var wire = cluster.masterOf(prefix(tenant)).wire()) {
      new Books(wire, prefix(tenant)).balance();
    }
    return settled(tenant);
  }

  private static long settled(String tenant) {
    try (var wire = cluster.masterOf(prefix(tenant)).wire()) {
      return new Books(wire, prefix(tenant)).settled("tenant", "ai/day/day");
    }
  }

  private HoldRequest request(String tenant) {
    return Given.call(
        tenant + "-" + calls++, c -> c.consumer = Given.consumer(tenant, "team", "ann"));
  }

  private static String prefix(String tenant) {
    return Account.tenantPrefix("ai/main", tenant);
  }

  private static Snapshot snapshot() {
    var redis =
        new Gateway.Redis(
            List.copyOf(cluster.addresses()),
            null,
            null,
            false,
            null,
            500,
            OnUnavailable.FailClosed,
            0);
    return Given.snapshot(
        redis, Given.budget("ai/day", Scope.Tenant, Given.money(Window.Day, Given.DOLLAR)));
  }
}
