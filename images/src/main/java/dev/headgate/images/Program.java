package dev.headgate.images;

import java.util.List;

/**
 * A program of ours that has an image.
 *
 * @param image the image's name
 * @param module whose jar it is
 * @param arguments unless a pod says others
 * @param ports that it listens on
 */
record Program(String image, String module, List<String> arguments, List<Integer> ports) {

  static final Program PROXY =
      new Program("headgate-proxy", "dataplane", List.of("proxy"), List.of(8080, 8086, 8444));

  static final Program OPERATOR =
      new Program("headgate-operator", "operator", List.of("operator"), List.of(8086));

  static final Program SIMULATOR =
      new Program(
          "headgate-simulator",
          "simulator",
          List.of("simulator", "--host", "0.0.0.0"),
          List.of(9090));

  /** Someone who calls a gateway: tests on a cluster drive it. */
  static final Program CALLER = new Program("headgate-caller", "e2e", List.of("load"), List.of());

  static final List<Program> ALL = List.of(OPERATOR, PROXY, SIMULATOR, CALLER);

  /** Its jar in the image. */
  String jar() {
    return "/app/" + image + ".jar";
  }
}
