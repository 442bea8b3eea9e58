package dev.headgate.conversation.dialect;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Ids of calls that every dialect takes: {@code ^[a-zA-Z0-9_-]{1,40}$}. The same id always becomes
 * the same one, so a call and its result still belong together. Nothing is ever hidden in an id.
 */
public final class CallIds {
  /** As many characters as OpenAI takes. */
  public static final int MAX_LENGTH = 40;

  private static final int NINE = 9;

  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final int DIGEST_LENGTH = 24;

  private CallIds() {}

  /** The id itself where every dialect takes it; else {@code call_} and a digest of it. */
  public static String canonical(String id) {
    return valid(id) ? id : "call_" + digest(id, DIGEST_LENGTH);
  }

  /** An id for the call of this number in an answer that gave it none. */
  public static String made(String uniqueId, int number) {
    return "call_" + digest(uniqueId + '\n' + number, DIGEST_LENGTH);
  }

  /** The id itself where Mistral takes it; else nine characters of its digest. */
  public static String nine(String id) {
    return isNine(id) ? id : digest(id, NINE);
  }

  /** Whether it has nine letters and digits, as Mistral wants it. */
  public static boolean isNine(String id) {
    return id.length() == NINE && valid(id) && id.indexOf('_') < 0 && id.indexOf('-') < 0;
  }

  /** Whether every dialect takes this id. */
  public static boolean valid(String id) {
    if (id.isEmpty() || id.length() > MAX_LENGTH) {
      return false;
    }
    for (int i = 0; i < id.length(); i++) {
      if (!plain(id.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** Whether every dialect takes this character in ids and names. */
  static boolean plain(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '-';
  }

  /** So many characters of the base32 of a text's SHA-256. */
  static String digest(String text, int length) {
    byte[] hash;
    try {
      hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
    var digest = new StringBuilder(length);
    int bits = 0;
    int held = 0;
    for (int i = 0; digest.length() < length; ) {
      if (held < 5) {
        bits = (bits << 8) | (hash[i++] & 0xff);
        held += 8;
      }
      held -= 5;
      digest.append(BASE32.charAt((bits >> held) & 31));
    }
    return digest.toString();
  }
}
