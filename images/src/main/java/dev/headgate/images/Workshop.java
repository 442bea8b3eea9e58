package dev.headgate.images;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;

/** Makes the images of our programs out of what `make build` left. */
final class Workshop {
  private final Path root;
  private final Path stage;
  private final String version;
  private final Archive archive;
  private final Distribution distribution = new Distribution();
  private final JvmFlags flags;
  private final Path java;

  /**
   * Links the JVM that all of them share.
   *
   * @param root of the repository
   * @param stage where images are put together; may be kept between runs
   */
  Workshop(Path root, Path stage, Archive archive, String version)
      throws IOException, GeneralSecurityException {
    this.root = root;
    this.stage = stage;
    this.archive = archive;
    this.version = version;
    flags = JvmFlags.of(root.resolve("bin/jvm-flags"));
    java = stage.resolve("java");
    JavaRuntime.link(java, distribution);
    Folders.age(java);
  }

  /** The images that are the same whoever makes them when. */
  List<Archive.Written> reproducible() throws IOException, InterruptedException {
    List<Archive.Written> written = new ArrayList<>();
    for (Program program : Program.ALL) {
      written.add(write(program, jars(program), version, List.of(), List.of()));
    }
    written.add(new Redis(stage, archive, distribution).write(version));
    return written;
  }

  /** Operator and proxy once more, with what they learned in a run of their own. */
  List<Archive.Written> trained() throws IOException, InterruptedException {
    StartCache cache = new StartCache(root, java, flags, stage.resolve("training"));
    Jars operator = jars(Program.OPERATOR);
    Jars proxy = jars(Program.PROXY);
    return List.of(
        trained(Program.OPERATOR, operator, cache.operator(operator.own())),
        trained(Program.PROXY, proxy, cache.proxy(proxy.own(), operator.own())));
  }

  private Archive.Written trained(Program program, Jars jars, Path cache)
      throws IOException, InterruptedException {
    Layer layer =
        new Layer("start-up cache", List.of(new Layer.Entry(cache, StartCache.TARGET, Layer.READ)));
    return write(
        program, jars, version + "-aot", List.of(layer), flags.withCache(StartCache.TARGET));
  }

  private Jars jars(Program program) throws IOException {
    return Jars.stage(
        program,
        root.resolve(program.module()).resolve("target"),
        version,
        stage.resolve(program.image()).resolve("app"),
        archive.machine());
  }

  private Archive.Written write(
      Program program, Jars jars, String tag, List<Layer> more, List<String> moreFlags)
      throws IOException, InterruptedException {
    JavaRuntime.check(jars.own(), jars.libraries());
    List<Path> binaries = new ArrayList<>(JavaRuntime.binaries(java));
    binaries.addAll(jars.natives(archive.machine(), stage.resolve("natives")));
    SystemFiles.Made system =
        new SystemFiles(distribution, stage.resolve("system"))
            .with(
                NativeLibraries.neededBy(binaries),
                List.of(),
                List.of(distribution.named(JavaRuntime.AUTHORITIES)));
    List<Layer> layers =
        new ArrayList<>(List.of(system.layer(), Layer.of("java", java, "/opt/java")));
    layers.addAll(jars.layers());
    layers.addAll(more);
    List<String> entryPoint = new ArrayList<>(List.of("/opt/java/bin/java"));
    entryPoint.addAll(flags.of(program.module()));
    entryPoint.addAll(moreFlags);
    entryPoint.addAll(List.of("-jar", program.jar()));
    Archive.Written written =
        archive.write(
            new ImageSpec(
                program.image(),
                tag,
                layers,
                entryPoint,
                program.arguments(),
                program.ports(),
                "Apache-2.0"));
    Bom.of(root.resolve(program.module()).resolve("target/bom.json"), jars.names())
        .with(JavaRuntime.release())
        .with(system.packages(), distribution.release())
        .write(written);
    return written;
  }
}
