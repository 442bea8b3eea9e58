package dev.headgate.operator.offline;

/** Paths inside an object, written as API errors write them. */
final class Paths {
  private Paths() {}

  static String child(String path, String key) {
    var step = key.matches("[A-Za-z0-9_-]+") ? key : "[" + key + "]";
    return path.isEmpty() || step.startsWith("[") ? path + step : path + "." + step;
  }

  static String element(String path, int index) {
    return path + "[" + index + "]";
  }
}
