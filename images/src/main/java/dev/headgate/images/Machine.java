package dev.headgate.images;

/** What the images run on: machines like this one. */
enum Machine {
  AMD64("amd64", "x86_64"),
  ARM64("arm64", "aarch_64");

  /** Natives for systems that no image is for. */
  private static final String ELSEWHERE = ".*-(osx|windows)-[a-z0-9_]+\\.jar";

  private final String image;
  private final String netty;

  Machine(String image, String netty) {
    this.image = image;
    this.netty = netty;
  }

  /**
   * The one that this runs on.
   *
   * @throws Missing when there is no image for such a one
   */
  static Machine here() {
    String name = System.getProperty("os.arch", "");
    return switch (name) {
      case "amd64", "x86_64" -> AMD64;
      case "aarch64" -> ARM64;
      default -> throw new Missing("images are for amd64 and arm64, not for " + name);
    };
  }

  /** As images call it. */
  String architecture() {
    return image;
  }

  /** Whether a jar of this name is of use there. */
  boolean uses(String jar) {
    Machine other = this == AMD64 ? ARM64 : AMD64;
    return !jar.matches(ELSEWHERE) && !other.hasNatives(jar);
  }

  /** Whether a jar of this name holds libraries for it. */
  boolean hasNatives(String jar) {
    return jar.endsWith("-linux-" + netty + ".jar");
  }
}
