package dev.headgate.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The little of an operating system that a program needs beside the kernel. */
final class SystemFiles {
  /** User and group of every image: numbers, since Kubernetes checks them without a passwd. */
  static final String USER = "65532:65532";

  private final Distribution distribution;
  private final Path scratch;

  /** Keeps files of its own under {@code scratch}. */
  SystemFiles(Distribution distribution, Path scratch) {
    this.distribution = distribution;
    this.scratch = scratch;
  }

  /** The layer, and the packages that it is made of. */
  record Made(Layer layer, List<DebianPackage> packages) {}

  /**
   * Libraries, who the user is, how names are looked up, and what scanners and lawyers read.
   *
   * @param libraries where the loader looks for them
   * @param more files of packages, by their own names
   * @param also packages that something else in the image comes from
   */
  Made with(Collection<Path> libraries, List<Layer.Entry> more, List<DebianPackage> also)
      throws IOException {
    List<Layer.Entry> entries = new ArrayList<>(more);
    Set<DebianPackage> packages = new TreeSet<>(Comparator.comparing(DebianPackage::name));
    packages.addAll(also);
    for (Path library : withUnwinder(libraries)) {
      entries.add(new Layer.Entry(library, library.toString(), Layer.RUN));
      packages.add(distribution.owner(library));
    }
    for (Layer.Entry entry : more) {
      packages.add(distribution.owner(entry.source()));
    }
    for (DebianPackage from : packages) {
      entries.add(text("/var/lib/dpkg/status.d/" + from.name(), from.status()));
      if (from.hasCopyright()) {
        entries.add(new Layer.Entry(from.copyright(), from.copyright().toString(), Layer.READ));
      }
    }
    entries.add(new Layer.Entry(Distribution.RELEASE, "/etc/os-release", Layer.READ));
    entries.add(
        text(
            "/etc/passwd",
            """
            root:x:0:0:root:/:/sbin/nologin
            headgate:x:65532:65532:headgate:/:/sbin/nologin
            """));
    entries.add(text("/etc/group", "root:x:0:\nheadgate:x:65532:\n"));
    entries.add(text("/etc/nsswitch.conf", "hosts: files dns\n"));
    entries.add(new Layer.Entry(Files.createDirectories(scratch), "/tmp", "777"));
    return new Made(new Layer("system", sorted(entries)), List.copyOf(packages));
  }

  /**
   * What the C library loads by name when a thread is cancelled: nothing says that it is needed.
   */
  private Set<Path> withUnwinder(Collection<Path> libraries) {
    Set<Path> all = new TreeSet<>(libraries);
    distribution.files("libgcc-s1").stream()
        .filter(file -> file.endsWith("libgcc_s.so.1"))
        .forEach(all::add);
    return all;
  }

  private Layer.Entry text(String target, String text) throws IOException {
    Path file = scratch.resolve(target.substring(1));
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return new Layer.Entry(file, target, Layer.READ);
  }

  private static List<Layer.Entry> sorted(List<Layer.Entry> entries) {
    Set<String> targets = new HashSet<>();
    return entries.stream()
        .filter(entry -> targets.add(entry.target()))
        .sorted(Comparator.comparing(Layer.Entry::target))
        .toList();
  }
}
