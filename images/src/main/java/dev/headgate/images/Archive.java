package dev.headgate.images;

import com.google.cloud.tools.jib.api.CacheDirectoryCreationException;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import com.google.cloud.tools.jib.api.buildplan.Port;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;

/** Writes images as archives that container runtimes import: no daemon, no registry. */
final class Archive {
  private static final String CACHE = "cache";

  private final String registry;
  private final Machine machine;
  private final Path folder;

  /**
   * For all images of a run.
   *
   * @param registry what stands before their names
   * @param machine that they are for
   * @param folder where they go
   */
  Archive(String registry, Machine machine, Path folder) throws IOException {
    // Jib knows its layers again by their files' ages, and ours are all of one age.
    Folders.delete(folder.resolve(CACHE));
    this.registry = registry;
    this.machine = machine;
    this.folder = folder;
  }

  /**
   * One that was written.
   *
   * @param reference registry, name and tag
   * @param digest of its manifest: the same for the same contents
   * @param packed size of the archive in bytes
   * @param unpacked size of its files in bytes
   */
  record Written(Path file, String reference, String digest, long packed, long unpacked) {

    /** Where its bill of materials goes. */
    Path bill() {
      String name = file.getFileName().toString();
      return file.resolveSibling(name.replaceFirst("\\.tar$", ".cdx.json"));
    }
  }

  /** What the images are for. */
  Machine machine() {
    return machine;
  }

  Written write(ImageSpec image) throws IOException, InterruptedException {
    String reference = registry + "/" + image.name() + ":" + image.tag();
    Path file = folder.resolve(image.name() + "-" + image.tag() + ".tar");
    JibContainerBuilder builder =
        Jib.fromScratch()
            .setFormat(ImageFormat.Docker)
            .setPlatforms(Set.of(new Platform(machine.architecture(), "linux")))
            .setUser(SystemFiles.USER)
            .setWorkingDirectory(AbsoluteUnixPath.get("/"))
            .setEntrypoint(image.entryPoint())
            .setProgramArguments(image.arguments())
            .setLabels(labels(image));
    image.ports().forEach(port -> builder.addExposedPort(Port.tcp(port)));
    long unpacked = 0;
    for (Layer layer : image.layers()) {
      builder.addFileEntriesLayer(entries(layer));
      unpacked += layer.size();
    }
    try {
      Path cache = folder.resolve(CACHE);
      var made =
          builder.containerize(
              Containerizer.to(TarImage.at(file).named(reference))
                  .setOfflineMode(true)
                  .setBaseImageLayersCache(cache)
                  .setApplicationLayersCache(cache)
                  .setToolName("headgate"));
      return new Written(file, reference, made.getDigest().toString(), Files.size(file), unpacked);
    } catch (InvalidImageReferenceException
        | RegistryException
        | CacheDirectoryCreationException
        | ExecutionException e) {
      throw new IOException(reference + " was not made: " + e.getMessage(), e);
    }
  }

  private static Map<String, String> labels(ImageSpec image) {
    return new TreeMap<>(
        Map.of(
            "org.opencontainers.image.title", image.name(),
            "org.opencontainers.image.version", image.tag(),
            "org.opencontainers.image.licenses", image.license()));
  }

  private static FileEntriesLayer entries(Layer layer) {
    FileEntriesLayer.Builder entries = FileEntriesLayer.builder().setName(layer.name());
    for (Layer.Entry entry : layer.entries()) {
      entries.addEntry(
          entry.source(),
          AbsoluteUnixPath.get(entry.target()),
          FilePermissions.fromOctalString(entry.mode()),
          Folders.LONG_AGO,
          entry.owner());
    }
    return entries.build();
  }
}
