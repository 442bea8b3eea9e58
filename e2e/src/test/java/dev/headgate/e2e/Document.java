package dev.headgate.e2e;

import java.util.ArrayList;
import java.util.List;

/**
 * A page of {@code docs/}: what it tells users to type is what is run here.
 *
 * @param text Markdown
 */
record Document(String text) {

  static Document of(String path) {
    return new Document(Repository.read(path));
  }

  /**
   * The fenced blocks below a heading, up to the next one.
   *
   * @param heading without its number signs
   * @throws IllegalArgumentException when there is no such heading
   */
  List<String> commands(String heading) {
    List<String> blocks = new ArrayList<>();
    StringBuilder block = null;
    boolean there = false;
    boolean found = false;
    for (String line : text.lines().toList()) {
      if (line.startsWith("```")) {
        if (block != null) {
          blocks.add(block.toString());
          block = null;
        } else if (there) {
          block = new StringBuilder();
        }
      } else if (block != null) {
        block.append(line).append('\n');
      } else if (line.startsWith("#")) {
        there = line.replaceFirst("^#+ ", "").equals(heading);
        found |= there;
      }
    }
    if (!found) {
      throw new IllegalArgumentException("no heading: " + heading);
    }
    return blocks;
  }
}
