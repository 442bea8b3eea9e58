package dev.headgate.operator.compile;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a Secret holds, decoded. It never shows it: {@link #toString()} has the keys' names only.
 */
public final class SecretData {
  /** With what the names of annotations begin that mean something here. */
  public static final String ANNOTATIONS = "headgate.dev/";

  private final Map<String, byte[]> data;
  private final Map<String, String> annotations;

  private SecretData(Map<String, byte[]> data, Map<String, String> annotations) {
    this.data = data;
    this.annotations = annotations;
  }

  /**
   * The content of a Secret.
   *
   * @param data decoded values by key; those that nothing refers to may be left out
   * @param annotations of its metadata; only ours are kept
   */
  public static SecretData of(Map<String, byte[]> data, Map<String, String> annotations) {
    var copy = new TreeMap<String, byte[]>();
    data.forEach((key, value) -> copy.put(key, value.clone()));
    var ours = new TreeMap<String, String>();
    annotations.forEach(
        (name, value) -> {
          if (name.startsWith(ANNOTATIONS)) {
            ours.put(name, value);
          }
        });
    return new SecretData(copy, ours);
  }

  /** A value as UTF-8 text; null when there is no such key. */
  @Nullable String text(String key) {
    var value = data.get(key);
    return value == null ? null : new String(value, StandardCharsets.UTF_8);
  }

  /** An annotation of ours; null when it has none of that name. */
  @Nullable String annotation(String name) {
    return annotations.get(name);
  }

  @Override
  public String toString() {
    return "SecretData" + data.keySet();
  }
}
