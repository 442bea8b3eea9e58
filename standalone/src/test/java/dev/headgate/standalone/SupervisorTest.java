package dev.headgate.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisorTest {
  @TempDir Path scratch;

  @Test
  void aPartThatIsKilledIsStartedAgainAndSaidSo() {
    var said = new CopyOnWriteArrayList<String>();
    try (var supervisor = new Supervisor(running -> {}, said::add)) {
      supervisor.start(sleeper());
      var first = supervisor.processes().get("sleeper");

      first.destroyForcibly();

      await().until(() -> supervisor.processes().get("sleeper").pid() != first.pid());
      assertThat(supervisor.processes().get("sleeper").isAlive()).isTrue();
      assertThat(said).singleElement().asString().startsWith("sleeper ended with 137");
    }
  }

  @Test
  void afterClosingNothingRunsAndNothingIsStartedAgain() {
    var said = new CopyOnWriteArrayList<String>();
    var supervisor = new Supervisor(running -> {}, said::add);
    supervisor.start(sleeper());
    var process = supervisor.processes().get("sleeper");

    supervisor.close();
    supervisor.start(sleeper());

    assertThat(process.isAlive()).isFalse();
    assertThat(supervisor.processes().get("sleeper").pid()).isEqualTo(process.pid());
    assertThat(said).isEmpty();
  }

  @Test
  void whatAKilledStandaloneLeftIsFoundByPidAndStart() throws Exception {
    try (var supervisor = new Supervisor(running -> {}, line -> {})) {
      supervisor.start(sleeper());
      var part = RunFile.RunningProcess.of("sleeper", supervisor.processes().get("sleeper"));
      var reused = new RunFile.RunningProcess("reused", part.pid(), part.startedAtMs() - 1);
      var dead = new RunFile.RunningProcess("standalone", part.pid(), 1);
      var file = scratch.resolve("run").resolve("standalone-1.json");
      new RunFile(dead, List.of(part, reused), "status", Map.of("redis", 1)).write(file);

      var read = RunFile.read(file);

      assertThat(read)
          .hasValueSatisfying(
              run ->
                  assertThat(run.orphans())
                      .extracting(ProcessHandle::pid)
                      .containsExactly(part.pid()));
    }
  }

  @Test
  void aRunningStandaloneHasNoOrphans() throws Exception {
    var self = RunFile.RunningProcess.of("standalone", ProcessHandle.current());

    assertThat(new RunFile(self, List.of(self), "status", Map.of()).orphans()).isEmpty();
    assertThat(RunFile.read(scratch.resolve("none.json"))).isEmpty();
    Files.writeString(scratch.resolve("half.json"), "{\"supervisor\":");
    assertThat(RunFile.read(scratch.resolve("half.json"))).isEmpty();
  }

  private Part sleeper() {
    return new Part("sleeper", List.of("sleep", "600"), Map.of(), scratch.resolve("sleeper.log"));
  }
}
