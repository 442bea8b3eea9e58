package dev.headgate.conversation.dialect;

import dev.headgate.conversation.model.Opaque;
import dev.headgate.conversation.model.Realm;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Opaque data of one realm in the slot of a dialect of another: a word of base64 that says whose it
 * is and holds it exactly. The caller takes it for a signature and brings it back; the gateway
 * opens it and hands the data to its own realm only. Data in its own dialect's slot needs no
 * envelope, unless its realm has an account that the slot does not tell.
 */
public final class Envelope {
  /** Nine bytes are twelve whole characters of base64, by which an envelope is known. */
  private static final String HEAD = "headgate\n";

  private static final String HEAD_BASE64 =
      Base64.getEncoder().encodeToString(HEAD.getBytes(StandardCharsets.UTF_8));

  private Envelope() {}

  /** The envelope of these data, in order. */
  public static String seal(List<Opaque> data) {
    var text = new StringBuilder(HEAD);
    for (var datum : data) {
      put(text, datum.realm().vendor());
      put(text, datum.realm().family());
      put(text, datum.realm().account());
      put(text, datum.kind());
      put(text, datum.text());
    }
    return Base64.getEncoder().encodeToString(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** What is in an envelope; null when it is none. */
  public static @Nullable List<Opaque> open(String sealed) {
    if (!sealed.startsWith(HEAD_BASE64)) {
      return null;
    }
    byte[] bytes;
    try {
      // Google's SDK for Python reads a signature as bytes and writes it in the alphabet for URLs.
      bytes = Base64.getDecoder().decode(sealed.replace('-', '+').replace('_', '/'));
    } catch (IllegalArgumentException e) {
      return null;
    }
    var words = words(new String(bytes, StandardCharsets.UTF_8), HEAD.length());
    if (words == null || words.size() % 5 != 0) {
      return null;
    }
    var data = new ArrayList<Opaque>();
    for (int i = 0; i < words.size(); i += 5) {
      data.add(
          new Opaque(
              new Realm(words.get(i), words.get(i + 1), words.get(i + 2)),
              words.get(i + 3),
              words.get(i + 4)));
    }
    return data;
  }

  private static @Nullable List<String> words(String text, int from) {
    var words = new ArrayList<String>();
    for (int i = from; i < text.length(); ) {
      int colon = text.indexOf(':', i);
      try {
        int end = colon + 1 + Integer.parseInt(text, i, Math.max(i, colon), 10);
        words.add(text.substring(colon + 1, end));
        i = end;
      } catch (NumberFormatException | IndexOutOfBoundsException e) {
        return null;
      }
    }
    return words;
  }

  private static void put(StringBuilder text, String word) {
    text.append(word.length()).append(':').append(word);
  }
}
