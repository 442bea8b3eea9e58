package dev.headgate.operator.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.crds.route.LlmRoute;
import dev.headgate.operator.compile.Kind;
import dev.headgate.operator.compile.ObjectKey;
import dev.headgate.operator.push.Fence;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class StatusDeskTest {
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-27T10:00:00Z"));
  private final StatusDesk desk =
      new StatusDesk(Fence.OPEN, now::get, (object, notice) -> {}, () -> {});

  @Test
  void whatWasDeletedIsRememberedUntilItIsSeenAgain() {
    desk.deleted(route("a"));
    desk.deleted(route("b"));

    desk.seen(route("a"));

    assertThat(desk.wasDeleted(key("a"))).isFalse();
    assertThat(desk.wasDeleted(key("b"))).isTrue();
    assertThat(desk.wasDeleted(key("c"))).isFalse();
  }

  @Test
  void itIsForgottenWhenNobodyCanAskAnyMore() {
    desk.deleted(route("long-ago"));
    now.updateAndGet(then -> then.plus(Duration.ofMinutes(5)));
    desk.deleted(route("a"));
    now.updateAndGet(then -> then.plus(Duration.ofMinutes(6)));

    desk.deleted(route("b"));

    assertThat(desk.wasDeleted(key("long-ago"))).isFalse();
    assertThat(desk.wasDeleted(key("a"))).isTrue();
    assertThat(desk.wasDeleted(key("b"))).isTrue();
  }

  private static ObjectKey key(String name) {
    return new ObjectKey(Kind.LlmRoute, "ai", name);
  }

  private static LlmRoute route(String name) {
    LlmRoute route = new LlmRoute();
    route.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace("ai")
            .withName(name)
            .withUid(name)
            .withGeneration(1L)
            .build());
    return route;
  }
}
