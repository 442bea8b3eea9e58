package dev.headgate.dataplane.upstream;

import dev.headgate.contract.Backend.AwsKeys;
import io.netty.buffer.ByteBuf;
import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * AWS Signature Version 4 in a request's headers (AWS General Reference, "Create a signed AWS API
 * request"). Belongs to one event loop.
 */
final class AwsSignature {
  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final String HMAC = "HmacSHA256";
  private static final String END = "aws4_request";
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final HexFormat LOWER = HexFormat.of();
  private static final HexFormat UPPER = HexFormat.of().withUpperCase();
  private static final String UNRESERVED = "-._~/";

  private final AwsKeys keys;
  private final String service;
  private String keyDay = "";
  private byte[] key = {};

  /**
   * @param service in the scope of signatures, such as {@code bedrock}
   */
  AwsSignature(AwsKeys keys, String service) {
    this.keys = keys;
    this.service = service;
  }

  /**
   * Puts the signature into the headers. What is signed: the host, the content type and every
   * {@code x-amz-} header; so they are to be there before.
   *
   * @param method of HTTP
   * @param uri path and query as they stand on the wire
   * @param host with its port, unless that is the scheme's own
   * @param body not changed, neither its indexes
   */
  void sign(String method, String uri, String host, MultiMap headers, ByteBuf body, Instant now) {
    var stamp = STAMP.format(now);
    var day = stamp.substring(0, 8);
    headers.set("x-amz-date", stamp);
    if (keys.sessionToken() != null) {
      headers.set("x-amz-security-token", keys.sessionToken());
    }
    var signed = signed(host, headers);
    var scope = day + '/' + keys.region() + '/' + service + '/' + END;
    var text =
        ALGORITHM
            + '\n'
            + stamp
            + '\n'
            + scope
            + '\n'
            + sha256(canonical(method, uri, signed, sha256(body)));
    headers.set(
        "authorization",
        ALGORITHM
            + " Credential="
            + keys.accessKeyId()
            + '/'
            + scope
            + ", SignedHeaders="
            + String.join(";", signed.keySet())
            + ", Signature="
            + LOWER.formatHex(hmac(key(day), text)));
  }

  private static SortedMap<String, String> signed(String host, MultiMap headers) {
    var signed = new TreeMap<String, String>();
    signed.put("host", host);
    for (var header : headers) {
      var name = header.getKey().toLowerCase(Locale.ROOT);
      if (name.equals("content-type") || name.startsWith("x-amz-")) {
        var value = header.getValue().strip().replaceAll(" +", " ");
        signed.merge(name, value, (one, other) -> one + ',' + other);
      }
    }
    return signed;
  }

  private static String canonical(
      String method, String uri, SortedMap<String, String> signed, String payload) {
    int query = uri.indexOf('?');
    var text = new StringBuilder(512);
    text.append(method).append('\n');
    encoded(query < 0 ? uri : uri.substring(0, query), text);
    text.append('\n');
    if (query >= 0) {
      query(uri.substring(query + 1), text);
    }
    text.append('\n');
    signed.forEach((name, value) -> text.append(name).append(':').append(value).append('\n'));
    return text.append('\n')
        .append(String.join(";", signed.keySet()))
        .append('\n')
        .append(payload)
        .toString();
  }

  /** What stands on the wire is encoded once more, as for every service but S3. */
  private static void encoded(String path, StringBuilder to) {
    for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || UNRESERVED.indexOf(c) >= 0;
      if (plain) {
        to.append(c);
      } else {
        to.append('%').append(UPPER.toHexDigits(b));
      }
    }
  }

  /** Sorted; a name without a value has an empty one. */
  private static void query(String query, StringBuilder to) {
    var pairs = query.split("&");
    for (int i = 0; i < pairs.length; i++) {
      pairs[i] = pairs[i].indexOf('=') < 0 ? pairs[i] + '=' : pairs[i];
    }
    Arrays.sort(pairs);
    to.append(String.join("&", pairs));
  }

  private byte[] key(String day) {
    if (!day.equals(keyDay)) {
      var derived = ("AWS4" + keys.secretAccessKey()).getBytes(StandardCharsets.UTF_8);
      for (var step : new String[] {day, keys.region(), service, END}) {
        derived = hmac(derived, step);
      }
      key = derived;
      keyDay = day;
    }
    return key;
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      var mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC-SHA-256", e);
    }
  }

  private static String sha256(String text) {
    return LOWER.formatHex(digest().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Without a copy, however many pieces the body has. */
  private static String sha256(ByteBuf body) {
    var digest = digest();
    for (var piece : body.nioBuffers()) {
      digest.update(piece);
    }
    return LOWER.formatHex(digest.digest());
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
