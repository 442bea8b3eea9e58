package dev.headgate.dataplane.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.contract.Acknowledgement;
import dev.headgate.dataplane.snapshot.Submission.Accepted;
import dev.headgate.dataplane.snapshot.Submission.Outdated;
import dev.headgate.dataplane.snapshot.Submission.Refused;
import dev.headgate.dataplane.snapshot.check.IntegrityCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SnapshotIntakeTest {
  @TempDir private Path directory;

  private final SnapshotStore store = new SnapshotStore(new IntegrityCheck("ai/main"));
  private final SnapshotIntake intake = new SnapshotIntake(store, null);

  @Test
  void nothingIsServedBeforeTheFirstSnapshot() {
    assertThat(store.current()).isNull();
  }

  @ParameterizedTest(name = "({0}, {1}, {2}) after (3, 7, aa): {3}")
  @CsvSource({
    "3, 8, bb, Accepted",
    "4, 1, bb, Accepted",
    "4, 1, aa, Accepted",
    "3, 7, aa, Accepted",
    "3, 7, bb, Outdated",
    "3, 6, bb, Outdated",
    "3, 6, aa, Outdated",
    "2, 9, bb, Outdated",
  })
  void onlyALaterSnapshotReplacesTheOneThatIsServed(
      long epoch, long sequence, String digest, String expected) {
    intake.submit(SnapshotJson.whole().at(3, 7, "aa").bytes(), "test");

    var submission =
        intake.submit(SnapshotJson.whole().at(epoch, sequence, digest).bytes(), "test");

    assertThat(submission.getClass().getSimpleName()).isEqualTo(expected);
    var served = Objects.requireNonNull(store.current()).snapshot();
    var wanted = submission instanceof Accepted ? epoch + "." + sequence : "3.7";
    assertThat(served.epoch() + "." + served.sequence()).isEqualTo(wanted);
    assertThat(submission.acknowledgement())
        .isEqualTo(
            new Acknowledgement(
                served.epoch(), served.sequence(), served.digest(), java.util.List.of()));
  }

  @Test
  void aSnapshotOutOfOrderIsOutdatedWhateverItsContent() {
    intake.submit(SnapshotJson.whole().at(3, 7, "aa").bytes(), "test");

    var broken = SnapshotJson.whole().at(3, 6, "bb").with("/backends", "[]");

    assertThat(intake.submit(broken.bytes(), "test")).isInstanceOf(Outdated.class);
  }

  @Test
  void aBrokenSnapshotLeavesTheOldOneInPlaceAndIsCounted() {
    intake.submit(SnapshotJson.whole().at(3, 7, "aa").bytes(), "test");
    var before = store.current();

    var submission =
        intake.submit(SnapshotJson.whole().at(3, 8, "bb").with("/backends", "[]").bytes(), "test");

    assertThat(submission).isInstanceOf(Refused.class);
    assertThat(submission.acknowledgement().sequence()).isEqualTo(7);
    assertThat(submission.acknowledgement().problems())
        .extracting(Acknowledgement.Problem::path)
        .containsExactly("routes[0].targets[0].backend");
    assertThat(store.current()).isSameAs(before);
    assertThat(intake.refusedCount()).isEqualTo(1);
  }

  @Test
  void aLaterOperatorsFieldsAreIgnoredUnlessItSaysTheyMatter() {
    var later = SnapshotJson.whole().with("/formatVersion", "9").with("/shadow", "{}");

    assertThat(intake.submit(later.with("/minReader", "2").bytes(), "test"))
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.problems().getFirst().reason()).isEqualTo("FormatTooNew"));
    assertThat(intake.submit(later.bytes(), "test")).isInstanceOf(Accepted.class);
  }

  @Test
  void gzipAndPlainJsonAreTheSame() {
    assertThat(intake.submit(SnapshotJson.whole().gzip(), "test")).isInstanceOf(Accepted.class);
    assertThat(intake.submit(SnapshotJson.whole().bytes(), "test"))
        .isEqualTo(new Accepted(SnapshotJson.whole().snapshot(), false));
  }

  @Test
  void whatIsNoSnapshotIsRefusedWithWhereItBroke() {
    var json = SnapshotJson.whole().bytes();
    var gzip = SnapshotJson.whole().gzip();

    assertRefused("".getBytes(UTF_8), "NotASnapshot", "");
    assertRefused("[]".getBytes(UTF_8), "NotASnapshot", "");
    assertRefused("{}".getBytes(UTF_8), "Missing", "minReader");
    assertRefused(Arrays.copyOf(json, 40), "NotJson", "");
    assertRefused((new String(json, UTF_8) + "x").getBytes(UTF_8), "NotJson", "");
    assertRefused(Arrays.copyOf(gzip, gzip.length - 20), "NotGzip", "");
    assertRefused(
        SnapshotJson.whole().with("/routes/0/strategy", "\"Cheapest\"").bytes(),
        "BadValue",
        "routes[0].strategy");
    assertRefused(SnapshotJson.gzip(new byte[SnapshotReader.MAX_BYTES + 1]), "TooLarge", "");
  }

  @Test
  void aProxyStartsFromWhatItAcceptedLast() throws IOException {
    var state = directory.resolve("state");
    var first =
        new SnapshotIntake(new SnapshotStore(new IntegrityCheck(null)), new StateDirectory(state));
    first.submit(SnapshotJson.whole().at(3, 7, "aa").gzip(), "test");
    first.submit(SnapshotJson.whole().at(3, 8, "bb").bytes(), "test");
    first.submit(
        SnapshotJson.whole().at(3, 9, "cc").with("/consumers/0/tenant", "null").bytes(), "test");

    new SnapshotIntake(store, new StateDirectory(state)).restore();

    assertThat(Objects.requireNonNull(store.current()).snapshot().sequence()).isEqualTo(8);
    try (var files = Files.list(state)) {
      assertThat(files.toList())
          .singleElement()
          .satisfies(
              file ->
                  assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                      .isEqualTo("rw-------"));
    }
  }

  @Test
  void aProxyWithABrokenStateStartsWithoutIt() throws IOException {
    Files.write(directory.resolve("accepted-snapshot"), new byte[] {1, 2, 3});

    new SnapshotIntake(store, new StateDirectory(directory)).restore();

    assertThat(store.current()).isNull();
  }

  @ParameterizedTest(name = "stored {0}, mounted {1}: serves {2}")
  @CsvSource({"7, 9, 9", "9, 7, 9"})
  void ofStoredAndMountedTheLaterIsServed(long stored, long mounted, long served)
      throws IOException {
    var state = new StateDirectory(directory.resolve("state"));
    state.write(SnapshotJson.whole().at(1, stored, "aa").gzip());
    Files.write(
        directory.resolve("snapshot.json.gz"), SnapshotJson.whole().at(1, mounted, "bb").gzip());
    var both = new SnapshotIntake(store, state);

    both.restore();
    new MountedSnapshot(directory, both).look();

    assertThat(Objects.requireNonNull(store.current()).snapshot().sequence()).isEqualTo(served);
  }

  @Test
  void aMountedSecretIsFollowedThroughItsSymlinks() throws IOException {
    var mount = new MountedSnapshot(directory, intake);
    mount.look();
    assertThat(store.current()).isNull();

    // As kubelet does it: a new folder, a new link, renamed over the old one.
    swapTo("..1", SnapshotJson.whole().at(1, 1, "aa"));
    Files.createSymbolicLink(
        directory.resolve("snapshot.json.gz"), Path.of("..data", "snapshot.json.gz"));
    mount.look();
    assertThat(Objects.requireNonNull(store.current()).snapshot().sequence()).isEqualTo(1);

    swapTo("..2", SnapshotJson.whole().at(1, 2, "bb"));
    mount.look();
    assertThat(Objects.requireNonNull(store.current()).snapshot().sequence()).isEqualTo(2);
  }

  @Test
  void aMountedFileIsReadOncePerVersion() throws IOException {
    var mount = new MountedSnapshot(directory, intake);
    var file = directory.resolve("snapshot.json");
    Files.writeString(file, "nonsense");

    mount.look();
    mount.look();

    assertThat(intake.refusedCount()).isEqualTo(1);
    Files.write(file, SnapshotJson.whole().bytes());
    mount.look();
    assertThat(store.current()).isNotNull();
  }

  @Test
  void aSnapshotThatPassesTheChecksAndCannotBeServedIsRefusedToo() {
    var unchecked = new SnapshotIntake(new SnapshotStore(snapshot -> List.of()), null);
    var broken = SnapshotJson.whole().with("/consumers/0/keys/0/sha256", "\"no hex\"");

    assertThat(unchecked.submit(broken.bytes(), "test"))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> assertThat(refused.problems().getFirst().reason()).isEqualTo("Unservable"));
    assertThat(unchecked.submit(SnapshotJson.whole().bytes(), "test")).isInstanceOf(Accepted.class);
  }

  @Test
  void listenersHearOfEveryChangeInItsOrder() {
    var heard = new ArrayList<Long>();
    store.onChange(configuration -> heard.add(configuration.snapshot().sequence()));

    intake.submit(SnapshotJson.whole().at(1, 1, "aa").bytes(), "test");
    intake.submit(SnapshotJson.whole().at(1, 1, "aa").bytes(), "test");
    intake.submit(SnapshotJson.whole().at(1, 3, "bb").bytes(), "test");
    intake.submit(SnapshotJson.whole().at(1, 2, "cc").bytes(), "test");

    assertThat(heard).containsExactly(1L, 3L);
  }

  private void swapTo(String folder, SnapshotJson snapshot) throws IOException {
    Files.createDirectory(directory.resolve(folder));
    Files.write(directory.resolve(folder).resolve("snapshot.json.gz"), snapshot.gzip());
    var next = Files.createSymbolicLink(directory.resolve("..data_tmp"), Path.of(folder));
    Files.move(
        next,
        directory.resolve("..data"),
        java.nio.file.StandardCopyOption.ATOMIC_MOVE,
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
  }

  private void assertRefused(byte[] bytes, String reason, String path) {
    assertThat(intake.submit(bytes, "test"))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> {
              assertThat(refused.serving()).isNull();
              assertThat(refused.problems())
                  .singleElement()
                  .satisfies(
                      problem -> {
                        assertThat(problem.reason()).isEqualTo(reason);
                        assertThat(problem.path()).isEqualTo(path);
                      });
            });
  }
}
