package dev.headgate.images;

import java.util.List;

/**
 * An image to be made.
 *
 * @param name without registry and tag
 * @param tag such as the version
 * @param layers the ones that change least first
 * @param entryPoint program and its fixed arguments
 * @param arguments unless a pod says others
 * @param ports that it listens on
 * @param license of the program, an SPDX expression
 */
record ImageSpec(
    String name,
    String tag,
    List<Layer> layers,
    List<String> entryPoint,
    List<String> arguments,
    List<Integer> ports,
    String license) {
  ImageSpec {
    layers = List.copyOf(layers);
    entryPoint = List.copyOf(entryPoint);
    arguments = List.copyOf(arguments);
    ports = List.copyOf(ports);
  }
}
