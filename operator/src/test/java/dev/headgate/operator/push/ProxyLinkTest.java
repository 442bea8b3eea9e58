package dev.headgate.operator.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headgate.contract.Acknowledgement;
import dev.headgate.operator.trust.Authorities;
import dev.headgate.operator.trust.Identity;
import dev.headgate.operator.trust.Names;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProxyLinkTest {
  private final List<AutoCloseable> closing = new CopyOnWriteArrayList<>();
  private final List<Place> outranked = new CopyOnWriteArrayList<>();
  private final List<PushOutcome> outcomes = new CopyOnWriteArrayList<>();
  private final LinkListener listener =
      new LinkListener() {
        @Override
        public void changed(ProxyEndpoint proxy) {}

        @Override
        public void outranked(ProxyEndpoint proxy, Place place) {
          outranked.add(place);
        }

        @Override
        public void pushed(ProxyEndpoint proxy, PushOutcome outcome, Duration took) {
          outcomes.add(outcome);
        }
      };

  @AfterEach
  void end() throws Exception {
    for (AutoCloseable closeable : closing.reversed()) {
      closeable.close();
    }
  }

  @Test
  void aProxyIsBroughtToTheWantedSnapshotAndToEachLaterOne() throws Exception {
    TestProxy proxy = closing(TestProxy.plain(0));
    ProxyLink link = link(proxy, Fence.OPEN);

    link.want(snapshot(1, 1));
    await().until(() -> link.view().applied().equals(new Place(1, 1)));
    link.want(snapshot(1, 2));

    await().until(() -> link.view().applied().equals(new Place(1, 2)));
    assertThat(link.view().contact()).isEqualTo(ProxyView.Contact.Connected);
    assertThat(link.view().digest()).isEqualTo("sha256:1.2");
    assertThat(proxy.authorization()).isEqualTo("Bearer secret");
    await().until(() -> link.view().report() != null);
  }

  @Test
  void aProxyThatStartedAgainWithNothingGetsTheSnapshotAgain() throws Exception {
    TestProxy first = closing(TestProxy.plain(0));
    ProxyLink link = link(first, Fence.OPEN);
    link.want(snapshot(3, 7));
    await().until(() -> first.place().equals(new Place(3, 7)));

    first.close();
    await().until(() -> link.view().contact() == ProxyView.Contact.Lost);
    TestProxy second = closing(TestProxy.plain(first.port()));

    await().until(() -> second.place().equals(new Place(3, 7)));
    await().until(() -> link.view().contact() == ProxyView.Contact.Connected);
  }

  @Test
  void aProxyWithALaterSnapshotKeepsItAndTheListenerIsToldWhere() throws Exception {
    TestProxy proxy = closing(TestProxy.plain(0));
    proxy.serve(new Place(9, 4), "sha256:other");
    ProxyLink link = link(proxy, Fence.OPEN);

    link.want(snapshot(2, 1));

    await().until(() -> outranked.contains(new Place(9, 4)));
    assertThat(proxy.place()).isEqualTo(new Place(9, 4));
    link.want(snapshot(10, 1));
    await().until(() -> proxy.place().equals(new Place(10, 1)));
  }

  @Test
  void aRejectedSnapshotIsNotOfferedAgainButTheNextOneIs() throws Exception {
    TestProxy proxy = closing(TestProxy.plain(0));
    ProxyLink link = link(proxy, Fence.OPEN);
    link.want(snapshot(1, 1));
    await().until(() -> proxy.place().equals(new Place(1, 1)));

    proxy.rejecting(new Acknowledgement.Problem("routes[0]", "UnknownBackend", "no backend a/b"));
    link.want(snapshot(1, 2));
    await().until(() -> !link.view().rejected().isEmpty());
    assertThat(link.view().applied()).isEqualTo(new Place(1, 1));
    proxy.serve(new Place(1, 1), "sha256:1.1");
    proxy.rejecting();
    link.want(snapshot(1, 3));

    await().until(() -> proxy.place().equals(new Place(1, 3)));
    assertThat(link.view().rejected()).isEmpty();
    assertThat(proxy.offered()).containsOnlyOnce(new Place(1, 2));
  }

  @Test
  void nothingIsPushedWhileTheFenceDoesNotHold() throws Exception {
    TestProxy proxy = closing(TestProxy.plain(0));
    AtomicBoolean leading = new AtomicBoolean(false);
    ProxyLink link = link(proxy, leading::get);

    link.want(snapshot(1, 1));
    await().until(() -> link.view().report() != null);
    assertThat(proxy.offered()).isEmpty();
    leading.set(true);

    await().until(() -> proxy.place().equals(new Place(1, 1)));
  }

  @Test
  void aProxyWithTheRightNameIsProgrammedByMutualTls() throws Exception {
    Authorities authorities = authorities();
    Identity server = issue(authorities, Names.proxyOf("ai", "main"));
    TestProxy proxy = closing(TestProxy.tls(server));
    ProxyLink link = tlsLink(proxy, new AtomicReference<>(issue(authorities, Names.OPERATOR)));

    link.want(snapshot(1, 1));

    await().until(() -> proxy.place().equals(new Place(1, 1)));
  }

  @Test
  void anotherGatewaysProxyGetsNothing() throws Exception {
    Authorities authorities = authorities();
    TestProxy proxy = closing(TestProxy.tls(issue(authorities, Names.proxyOf("ai", "other"))));
    ProxyLink link = tlsLink(proxy, new AtomicReference<>(issue(authorities, Names.OPERATOR)));

    link.want(snapshot(1, 1));

    await().until(() -> !outcomes.isEmpty());
    assertThat(outcomes.getFirst())
        .isInstanceOfSatisfying(
            PushOutcome.Unreachable.class,
            unreachable -> assertThat(unreachable.why()).contains("not for main.ai.proxy"));
    assertThat(proxy.offered()).isEmpty();
  }

  @Test
  void aRotationReachesALinkWithoutMakingItAnew() throws Exception {
    SecureRandom random = new SecureRandom();
    Authorities old = authorities();
    Authorities foreign = authorities();
    TestProxy proxy = closing(TestProxy.tls(issue(old, Names.proxyOf("ai", "main"))));
    AtomicReference<Identity> operator =
        new AtomicReference<>(foreign.renewed(null, Names.OPERATOR, Instant.now(), random));
    ProxyLink link = tlsLink(proxy, operator);
    link.want(snapshot(1, 1));
    await().until(() -> link.view().contact() == ProxyView.Contact.Lost);
    assertThat(proxy.offered()).isEmpty();

    operator.set(issue(old, Names.OPERATOR));

    await().until(() -> proxy.place().equals(new Place(1, 1)));
  }

  @Test
  void aFleetFollowsItsMembers() throws Exception {
    TestProxy a = closing(TestProxy.plain(0));
    TestProxy b = closing(TestProxy.plain(0));
    Fleet fleet =
        closing(
            new Fleet(
                ProxyClient.loopback("secret"),
                Fence.OPEN,
                listener,
                InstantSource.system(),
                new Random(1)));
    fleet.want(snapshot(1, 1));
    fleet.members(List.of(a.endpoint("a")));
    await().until(() -> a.place().equals(new Place(1, 1)));

    fleet.members(List.of(a.endpoint("a"), b.endpoint("b")));
    await().until(() -> b.place().equals(new Place(1, 1)));
    await().until(() -> !fleet.waiting());
    assertThat(fleet.views()).extracting(view -> view.proxy().name()).containsExactly("a", "b");
    fleet.members(List.of(b.endpoint("b")));

    assertThat(fleet.views()).extracting(view -> view.proxy().name()).containsExactly("b");
    fleet.want(snapshot(1, 2));
    await().until(() -> b.place().equals(new Place(1, 2)));
    assertThat(a.place()).isEqualTo(new Place(1, 1));
  }

  @Test
  void aProxyThatStopsAnsweringIsGoneOnlyAfterAWhile() throws Exception {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    TestProxy proxy = closing(TestProxy.plain(0));
    Fleet fleet =
        closing(
            new Fleet(
                ProxyClient.loopback("secret"), Fence.OPEN, listener, now::get, new Random(1)));
    fleet.want(snapshot(1, 1));
    fleet.members(List.of(proxy.endpoint("a")));
    await().until(() -> !fleet.waiting());

    proxy.close();
    await().until(fleet::waiting);

    assertThat(fleet.views().getFirst().contact()).isEqualTo(ProxyView.Contact.Connected);
    assertThat(fleet.views().getFirst().applied()).isEqualTo(new Place(1, 1));
    now.set(now.get().plus(Fleet.PATIENCE));
    assertThat(fleet.views().getFirst().contact()).isEqualTo(ProxyView.Contact.Lost);
  }

  private ProxyLink link(TestProxy proxy, Fence fence) {
    return closing(
        new ProxyLink(
            proxy.endpoint("p"),
            closing(ProxyClient.loopback("secret")),
            fence,
            listener,
            InstantSource.system(),
            new Random(1)));
  }

  private ProxyLink tlsLink(TestProxy proxy, AtomicReference<Identity> operator) {
    ProxyClient client =
        closing(
            ProxyClient.mutualTls(ProxyTls.context(operator::get, Names.proxyOf("ai", "main"))));
    return closing(
        new ProxyLink(
            proxy.endpoint("p"),
            client,
            Fence.OPEN,
            listener,
            InstantSource.system(),
            new Random(1)));
  }

  private static Authorities authorities() {
    return Authorities.first(Instant.now(), new SecureRandom());
  }

  private static Identity issue(Authorities authorities, String name) {
    return authorities.renewed(null, name, Instant.now(), new SecureRandom());
  }

  private <T extends AutoCloseable> T closing(T closeable) {
    closing.add(closeable);
    return closeable;
  }

  static PackedSnapshot snapshot(long epoch, long sequence) {
    Place place = new Place(epoch, sequence);
    String digest = "sha256:" + place;
    String json =
        "{\"epoch\":%d,\"sequence\":%d,\"digest\":\"%s\"}".formatted(epoch, sequence, digest);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(json.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new PackedSnapshot(place, digest, bytes.toByteArray());
  }
}
