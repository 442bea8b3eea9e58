package dev.headgate.operator.compile;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a Secret holds, decoded. It never shows it: {@link #toString()} has the keys' names only.
 */
public final class SecretData {
  private final Map<String, byte[]> data;

  private SecretData(Map<String, byte[]> data) {
    this.data = data;
  }

  /**
   * The content of a Secret.
   *
   * @param data decoded values by key; those that nothing refers to may be left out
   */
  public static SecretData of(Map<String, byte[]> data) {
    var copy = new TreeMap<String, byte[]>();
    data.forEach((key, value) -> copy.put(key, value.clone()));
    return new SecretData(copy);
  }

  /** A value as UTF-8 text; null when there is no such key. */
  @Nullable String text(String key) {
    var value = data.get(key);
    return value == null ? null : new String(value, StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "SecretData" + data.keySet();
  }
}
