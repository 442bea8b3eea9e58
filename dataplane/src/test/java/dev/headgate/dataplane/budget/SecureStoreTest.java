package dev.headgate.dataplane.budget;

import static dev.headgate.dataplane.budget.Given.call;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.contract.Budget.Scope;
import dev.headgate.contract.Budget.Window;
import dev.headgate.contract.Gateway;
import dev.headgate.contract.Gateway.OnUnavailable;
import dev.headgate.contract.Report.RedisState;
import dev.headgate.contract.Snapshot;
import dev.headgate.dataplane.admin.TestAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Redis that speaks TLS and lets in one user who may do only what budgets need. */
class SecureStoreTest {
  @TempDir Path folder;
  private int tlsPort;
  private Store store;
  private final ProxyBudgets proxy = Store.proxy();

  @BeforeEach
  void start() throws IOException {
    var authority = new TestAuthority();
    authority.mount(folder, authority.issue("redis.internal"));
    tlsPort = RedisProcess.freePort();
    store =
        new Store(
            RedisProcess.newest(),
            "--tls-port",
            Integer.toString(tlsPort),
            "--tls-cert-file",
            folder.resolve("tls.crt").toString(),
            "--tls-key-file",
            folder.resolve("tls.key").toString(),
            "--tls-ca-cert-file",
            folder.resolve("ca.crt").toString(),
            "--tls-auth-clients",
            "no",
            "--appendonly",
            "yes");
    // docs/budgets.md tells users this line.
    store.wire.call(
        "ACL",
        "SETUSER",
        "headgate",
        "on",
        ">s3cret",
        "~hg:*",
        "+@all",
        "-@dangerous",
        "+config|get");
    store.wire.call("ACL", "SETUSER", "default", "resetpass", ">other");
  }

  @AfterEach
  void stop() {
    store.close();
  }

  @Test
  void budgetsWorkOverTlsAsAUserWithoutDangerousRights() throws IOException {
    var loop = store.loop(proxy, snapshot("s3cret", Files.readString(folder.resolve("ca.crt"))));

    var granted = loop.grant(call("a"));
    loop.run(granted.hold()::settleEstimated);
    loop.quiet();

    assertThat(store.books().settled("tenant", "ai/day/day")).isEqualTo(2_000_000);
    assertThat(Objects.requireNonNull(proxy.redis()).warnings()).isEmpty();
  }

  @Test
  void aWrongPasswordIsAnOutageAndNotAnOpenDoor() throws IOException {
    var loop = store.loop(proxy, snapshot("wrong", Files.readString(folder.resolve("ca.crt"))));

    assertThat(loop.reserve(call("a"))).isInstanceOf(HoldDecision.Unavailable.class);
    var seen = Objects.requireNonNull(proxy.redis());
    assertThat(seen.state()).isEqualTo(RedisState.Unavailable);
    assertThat(seen.warnings()).singleElement().asString().contains("WRONGPASS");
  }

  @Test
  void aServerOfAnotherAuthorityIsNotTrusted() throws IOException {
    var stranger = Files.createDirectory(folder.resolve("stranger"));
    var authority = new TestAuthority();
    authority.mount(stranger, authority.issue("redis.internal"));

    var loop = store.loop(proxy, snapshot("s3cret", Files.readString(stranger.resolve("ca.crt"))));

    assertThat(loop.reserve(call("a"))).isInstanceOf(HoldDecision.Unavailable.class);
  }

  private Snapshot snapshot(String password, @Nullable String caPem) {
    var redis =
        new Gateway.Redis(
            List.of("127.0.0.1:" + tlsPort),
            "headgate",
            password,
            true,
            caPem,
            2000,
            OnUnavailable.FailClosed,
            0);
    return Given.snapshot(
        redis, Given.budget("ai/day", Scope.Tenant, Given.money(Window.Day, Given.DOLLAR)));
  }
}
