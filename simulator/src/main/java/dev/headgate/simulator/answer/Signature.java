package dev.headgate.simulator.answer;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What providers put beside reasoning so that they know it again: a foreign one is told from one of
 * our own whose text was changed, or that stands elsewhere, as with the real ones.
 *
 * @param position of the text among those that its answer signed, from 0 to 127
 * @param digest of the text, in hexadecimal
 */
public record Signature(int position, String digest) {
  private static final int DIGEST = 32;
  private static final int SEAL = 15;

  /** The signature of a text in a realm such as {@code anthropic}: 64 characters of base64. */
  public static String of(String realm, int position, String text) {
    var bytes = new ByteArrayOutputStream();
    bytes.write(position);
    bytes.writeBytes(sha256(text.getBytes(StandardCharsets.UTF_8)));
    bytes.writeBytes(seal(realm, bytes.toByteArray()));
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  /** Reads a signature that this realm made; null when it made no such one. */
  public static @Nullable Signature read(String realm, String signature) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(signature);
    } catch (IllegalArgumentException foreign) {
      return null;
    }
    if (bytes.length != 1 + DIGEST + SEAL) {
      return null;
    }
    byte[] signed = Arrays.copyOf(bytes, 1 + DIGEST);
    return MessageDigest.isEqual(
            seal(realm, signed), Arrays.copyOfRange(bytes, 1 + DIGEST, bytes.length))
        ? new Signature(bytes[0], HexFormat.of().formatHex(signed, 1, 1 + DIGEST))
        : null;
  }

  /** Whether it was made for this text. */
  public boolean fits(String text) {
    return digest.equals(HexFormat.of().formatHex(sha256(text.getBytes(StandardCharsets.UTF_8))));
  }

  private static byte[] seal(String realm, byte[] signed) {
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes((realm + "\n").getBytes(StandardCharsets.UTF_8));
    bytes.writeBytes(signed);
    return Arrays.copyOf(sha256(bytes.toByteArray()), SEAL);
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
