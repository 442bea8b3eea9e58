package dev.headgate.images;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A package of the distribution that a file of the image comes from.
 *
 * @param name such as {@code libc6}
 * @param version the distribution's, such as {@code 2.36-9+deb12u10}
 * @param architecture such as {@code amd64}
 * @param status what {@code dpkg -s} says of it: image scanners look for this
 */
record DebianPackage(String name, String version, String architecture, String status) {

  /** Where its licences stand on this machine. */
  Path copyright() {
    return Path.of("/usr/share/doc", name, "copyright");
  }

  boolean hasCopyright() {
    return Files.isRegularFile(copyright());
  }
}
