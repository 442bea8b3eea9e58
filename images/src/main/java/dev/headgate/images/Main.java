package dev.headgate.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code make images}: writes every image and says what it weighs. */
@Command(
    name = "images",
    mixinStandardHelpOptions = true,
    description = "Makes container images of what `make build` left.")
public final class Main implements Callable<Integer> {
  @Option(names = "--root", required = true, paramLabel = "DIR", description = "the repository")
  private Path root = Path.of(".");

  @Option(
      names = "--registry",
      paramLabel = "NAME",
      defaultValue = "localhost",
      description = "what stands before the images' names (default: ${DEFAULT-VALUE})")
  private String registry = "";

  @Option(
      names = "--start-cache",
      description = "operator and proxy once more with a start-up cache, tagged -aot")
  private boolean startCache;

  private Main() {}

  /** Ends with 0, or with 1 and a sentence that says what is missing. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Main()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    String version =
        Objects.requireNonNull(
            Main.class.getPackage().getImplementationVersion(), "not started from its jar");
    Path folder = root.toAbsolutePath().normalize().resolve("target/images");
    Files.createDirectories(folder);
    List<Archive.Written> written = new ArrayList<>();
    try {
      Archive archive = new Archive(registry, Machine.here(), folder);
      Workshop workshop =
          new Workshop(
              root.toAbsolutePath().normalize(), folder.resolve("stage"), archive, version);
      written.addAll(workshop.reproducible());
      if (startCache) {
        written.addAll(workshop.trained());
      }
    } catch (Missing e) {
      System.err.println("headgate: " + e.getMessage());
      return 1;
    }
    tell(written, folder);
    return 0;
  }

  private static void tell(List<Archive.Written> images, Path folder) throws IOException {
    List<String> digests = new ArrayList<>();
    System.out.printf(Locale.ROOT, "%-46s %8s %9s  %s%n", "image", "archive", "unpacked", "digest");
    for (Archive.Written image : images) {
      System.out.printf(
          Locale.ROOT,
          "%-46s %5.1f MB %6.1f MB  %s%n",
          image.reference(),
          image.packed() / 1e6,
          image.unpacked() / 1e6,
          image.digest().substring(0, "sha256:".length() + 12));
      digests.add(image.digest() + "  " + image.reference());
    }
    Files.write(folder.resolve("digests.txt"), digests);
    System.out.println("in " + folder + ", each beside its bill of materials (.cdx.json)");
  }
}
