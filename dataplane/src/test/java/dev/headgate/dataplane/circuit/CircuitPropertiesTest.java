package dev.headgate.dataplane.circuit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.contract.Backend;
import dev.headgate.contract.FailureClass;
import dev.headgate.contract.Report;
import dev.headgate.dataplane.Backends;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.state.Action;
import net.jqwik.api.state.ActionChain;
import net.jqwik.api.state.Transformer;

/** Whole circuits on a simulated clock: whatever callers and providers do, some things hold. */
class CircuitPropertiesTest {
  private static final Backend.CircuitBreaker BREAKER =
      new Backend.CircuitBreaker(5, 10_000, 10, 50, 60, 10_000, 160_000, 3, null);
  private static final Map<String, Set<String>> STEPS =
      Map.of(
          "Closed", Set.of("Open"),
          "Open", Set.of("HalfOpen"),
          "HalfOpen", Set.of("Open", "Closed"));

  /** A circuit beside what is known about it from outside. */
  private static final class World {
    final Bench bench = new Bench(BREAKER);
    final Deque<Permit> running = new ArrayDeque<>();
    int seen;

    World() {
      bench.succeed(0);
    }

    void call() {
      bench.circuits.tryAcquire(Bench.TARGET, true).ifPresent(running::add);
    }

    void check() {
      var shown = bench.shown();
      for (; seen < bench.transitions.size(); seen++) {
        var ends = bench.transitions.get(seen).split("[> ]", -1);
        assertThat(STEPS.get(ends[0])).as(bench.transitions.get(seen)).contains(ends[1]);
        assertThat(ends[2]).as("each transition has its reason").isNotEqualTo("null");
      }
      Long probe = bench.state().nextProbeMs();
      assertThat(probe != null).isEqualTo(shown == Report.CircuitState.Open);
      if (probe != null && shown == Report.CircuitState.Open) {
        assertThat(bench.circuits.allows(Bench.TARGET)).isEqualTo(bench.untilProbeMs() <= 0);
        assertThat(probe - bench.state().sinceMs()).isBetween(10_000L, 160_000L);
      } else if (shown == Report.CircuitState.Closed) {
        assertThat(bench.circuits.allows(Bench.TARGET)).isTrue();
      }
    }
  }

  @Provide
  Arbitrary<ActionChain<World>> days() {
    return ActionChain.startWith(World::new)
        .withAction(8, does("call", World::call))
        .withAction(
            5,
            ends(
                "succeed",
                p -> {
                  p.firstToken();
                  p.success();
                }))
        .withAction(8, ends("fail", p -> p.failure(FailureClass.Transient)))
        .withAction(1, ends("hang up", Permit::ignore))
        .withAction(1, ends("be told 429", p -> p.failure(FailureClass.RateLimited)))
        .withAction(1, does("begin", world -> world.running.forEach(Permit::firstToken)))
        .withAction(1, does("forget", world -> world.running.poll()))
        .withAction(4, passes())
        .withMaxTransformations(200);
  }

  @Property(tries = 300)
  void aCircuitMovesOnlyAlongItsStepsAndSaysWhy(@ForAll("days") ActionChain<World> day) {
    day.withInvariant(World::check).run();
  }

  @Property(tries = 300)
  void oncePermitsAreGivenBackAndTheProviderIsWellEveryCircuitCloses(
      @ForAll("days") ActionChain<World> day) {
    var world = day.run();
    world.running.forEach(Permit::ignore);
    // What the day left in the window may still open it, at a tick: a forgotten call comes due.
    world.bench.pass(20_000);

    long start = world.bench.elapsedMs();
    while (world.bench.shown() != Report.CircuitState.Closed) {
      assertThat(world.bench.elapsedMs() - start).isLessThan(180_000);
      world.bench.circuits.tryAcquire(Bench.TARGET, true).ifPresent(Permit::success);
      world.bench.pass(500);
    }
    for (int i = 0; i < 100; i++) {
      world.bench.succeed(10);
    }
    assertThat(world.bench.shown()).isEqualTo(Report.CircuitState.Closed);
  }

  @Property(tries = 200)
  void aCircuitNeverOpensOnFewerFailuresThanItsRulesSay(
      @ForAll("days") ActionChain<World> day, @ForAll boolean sometimes) {
    var world = day.run();
    world.running.forEach(Permit::ignore);
    world.bench.pass(400_000);
    world.bench.circuits.tryAcquire(Bench.TARGET, true).ifPresent(Permit::success);
    world.bench.pass(30_000);
    int before = world.bench.transitions.size();

    for (int i = 0; i < 100; i++) {
      world.bench.fail(sometimes ? 4 : 1);
      for (int j = 0; j < 12; j++) {
        world.bench.succeed(10);
      }
    }

    assertThat(world.bench.transitions).hasSize(before);
  }

  @Example
  void aHalfOpenCircuitNeverHasMoreThanItsProbesRunning() {
    var bench = new Bench(BREAKER);
    bench.fail(5);
    for (int round = 0; round < 20; round++) {
      bench.passUntilProbe();
      List<Permit> probes = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        bench.circuits.tryAcquire(Bench.TARGET, true).ifPresent(probes::add);
      }
      assertThat(probes).hasSize(3);
      probes.getFirst().ignore();
      probes.getFirst().ignore();
      probes.add(bench.call());
      assertThat(bench.refused()).isTrue();
      probes.forEach(p -> p.failure(FailureClass.Transient));
      assertThat(bench.shown()).isEqualTo(Report.CircuitState.Open);
    }
  }

  @Example
  void anOutageOfTwoHoursCostsFewProbesAndEndsWithinOneProbeInterval() {
    var bench = new Bench(Backends.BREAKER);
    bench.warm(300);
    int failed = 0;
    long start = bench.elapsedMs();
    while (bench.elapsedMs() - start < 7_200_000) {
      var permit = bench.circuits.tryAcquire(Bench.TARGET, true);
      permit.ifPresent(p -> p.failure(FailureClass.Transient));
      failed += permit.isPresent() ? 1 : 0;
      bench.pass(20);
    }
    assertThat(failed).isLessThanOrEqualTo(120);

    long recovered = bench.elapsedMs();
    while (bench.shown() != Report.CircuitState.Closed) {
      bench.circuits.tryAcquire(Bench.TARGET, true).ifPresent(Permit::success);
      bench.pass(20);
    }
    assertThat(bench.elapsedMs() - recovered).isLessThanOrEqualTo(900_000 + 11_000);
  }

  private interface Deed {
    void to(World world);
  }

  private interface Ending {
    void of(Permit permit);
  }

  private static Action.Independent<World> does(String name, Deed deed) {
    return () ->
        Arbitraries.just(
            Transformer.mutate(
                name,
                world -> {
                  deed.to(world);
                }));
  }

  private static Action.Independent<World> ends(String name, Ending ending) {
    return does(
        name,
        world -> {
          var permit = world.running.poll();
          if (permit != null) {
            ending.of(permit);
          }
        });
  }

  private static Action.Independent<World> passes() {
    return () ->
        Arbitraries.longs()
            .between(1, 30_000)
            .map(ms -> Transformer.mutate("pass " + ms + " ms", world -> world.bench.pass(ms)));
  }
}
