package dev.headgate.simulator.answer;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * What providers put beside reasoning so that they know it again. A changed or foreign text does
 * not fit its signature, as with the real ones.
 */
public final class Signature {
  private Signature() {}

  /** The signature of a text in a realm such as {@code anthropic}. */
  public static String of(String realm, String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update((realm + "\n").getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder()
          .encodeToString(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
