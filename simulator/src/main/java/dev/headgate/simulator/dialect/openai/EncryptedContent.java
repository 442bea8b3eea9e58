package dev.headgate.simulator.dialect.openai;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/**
 * What a reasoning item carries so that it can come back without being stored: opaque, bound to its
 * account and its item, and changed by no byte.
 */
public final class EncryptedContent {
  private static final String HEAD = "gAAAAAB";
  private static final int BOUND = 8;
  private static final int BODY = 96;
  private static final int SEAL = 16;

  private EncryptedContent() {}

  /** What became of one that came back. */
  enum Verdict {
    GENUINE(""),
    BROKEN("Encrypted content could not be decrypted or parsed."),
    OTHER_ACCOUNT("Encrypted content organization_id did not match the target organization."),
    OTHER_ITEM("Encrypted content item_id did not match the target item id.");

    /** In OpenAI's words. */
    final String reason;

    Verdict(String reason) {
      this.reason = reason;
    }
  }

  /** The content of an item of an account. */
  public static String of(String account, String item) {
    var bytes = new ByteArrayOutputStream();
    bytes.write(digest("account " + account), 0, BOUND);
    bytes.write(digest("item " + item), 0, BOUND);
    for (int i = 0; bytes.size() < BOUND + BOUND + BODY; i++) {
      bytes.writeBytes(digest("body " + i + " " + item));
    }
    bytes.write(seal(bytes.toByteArray()), 0, SEAL);
    return HEAD + Base64.getUrlEncoder().encodeToString(bytes.toByteArray());
  }

  /**
   * Judges one.
   *
   * @param item that it came back with; empty when it came without
   */
  static Verdict judge(String account, String item, String content) {
    byte[] bytes = bytes(content);
    if (bytes.length != BOUND + BOUND + BODY + SEAL) {
      return Verdict.BROKEN;
    }
    byte[] sealed = Arrays.copyOf(bytes, bytes.length - SEAL);
    boolean whole =
        Arrays.equals(seal(sealed), 0, SEAL, bytes, sealed.length, bytes.length)
            && content.equals(HEAD + Base64.getUrlEncoder().encodeToString(bytes));
    if (!whole) {
      return Verdict.BROKEN;
    }
    if (!Arrays.equals(digest("account " + account), 0, BOUND, bytes, 0, BOUND)) {
      return Verdict.OTHER_ACCOUNT;
    }
    boolean own =
        item.isEmpty()
            || Arrays.equals(digest("item " + item), 0, BOUND, bytes, BOUND, BOUND + BOUND);
    return own ? Verdict.GENUINE : Verdict.OTHER_ITEM;
  }

  private static byte[] bytes(String content) {
    try {
      return content.startsWith(HEAD)
          ? Base64.getUrlDecoder().decode(content.substring(HEAD.length()))
          : new byte[0];
    } catch (IllegalArgumentException foreign) {
      return new byte[0];
    }
  }

  private static byte[] seal(byte[] bytes) {
    return digest("seal " + new String(bytes, StandardCharsets.ISO_8859_1));
  }

  private static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
