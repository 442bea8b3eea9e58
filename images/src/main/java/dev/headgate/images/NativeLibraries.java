package dev.headgate.images;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What programs and libraries need of this machine's libraries, by the word of its loader. */
final class NativeLibraries {
  private static final Pattern FOUND =
      Pattern.compile("\\s+(?:(\\S+) => )?(/\\S+) \\(0x[0-9a-f]+\\)");
  private static final Pattern LOST = Pattern.compile("\\s+(\\S+) => not found");

  private NativeLibraries() {}

  /**
   * Every library that these need and that is none of them, where the loader will look for it.
   *
   * @param binaries programs and libraries
   * @throws Missing when one is not on this machine
   */
  static Set<Path> neededBy(Collection<Path> binaries) {
    List<String> command = new ArrayList<>(List.of("ldd"));
    binaries.forEach(binary -> command.add(binary.toString()));
    return read(Tool.run(command), binaries);
  }

  static Set<Path> read(String listing, Collection<Path> binaries) {
    Set<String> own =
        binaries.stream().map(b -> b.getFileName().toString()).collect(Collectors.toSet());
    Set<Path> needed = new TreeSet<>();
    for (String line : listing.lines().toList()) {
      Matcher lost = LOST.matcher(line);
      if (lost.matches() && !own.contains(lost.group(1))) {
        throw new Missing("the library " + lost.group(1) + " is not on this machine");
      }
      Matcher found = FOUND.matcher(line);
      if (found.matches()) {
        Path library = Path.of(found.group(2));
        if (!own.contains(library.getFileName().toString())) {
          needed.add(library);
        }
      }
    }
    return needed;
  }
}
