package dev.headgate.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The distribution's redis-server as an image: for tests and for trying things out. */
final class Redis {
  private static final Path PROGRAM = Path.of("/usr/bin/redis-server");

  /** Nothing is kept: a budget's counters outlive a proxy here, not the pod of this Redis. */
  private static final List<String> ARGUMENTS =
      List.of("--protected-mode", "no", "--save", "", "--appendonly", "no", "--dir", "/data");

  private final Path stage;
  private final Archive archive;
  private final Distribution distribution;

  Redis(Path stage, Archive archive, Distribution distribution) {
    this.stage = stage;
    this.archive = archive;
    this.distribution = distribution;
  }

  Archive.Written write(String tag) throws IOException, InterruptedException {
    if (!Files.isExecutable(PROGRAM)) {
      throw new Missing("no redis-server: apt-get install redis-server");
    }
    // A link to a program with several names; which one it is, it takes from how it is called.
    Path program = PROGRAM.toRealPath();
    SystemFiles.Made system =
        new SystemFiles(distribution, stage.resolve("redis"))
            .with(
                NativeLibraries.neededBy(List.of(program)),
                List.of(new Layer.Entry(program, PROGRAM.toString(), Layer.RUN)),
                List.of());
    Layer data =
        new Layer(
            "data",
            List.of(
                new Layer.Entry(
                    Files.createDirectories(stage.resolve("data")),
                    "/data",
                    Layer.RUN,
                    SystemFiles.USER)));
    Archive.Written written =
        archive.write(
            new ImageSpec(
                "headgate-redis",
                tag,
                List.of(system.layer(), data),
                List.of(PROGRAM.toString()),
                ARGUMENTS,
                List.of(6379),
                "BSD-3-Clause"));
    Bom.empty().with(system.packages(), distribution.release()).write(written);
    return written;
  }
}
