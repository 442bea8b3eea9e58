package dev.headgate.simulator.dialect.bedrock;

import dev.headgate.simulator.dialect.Asked;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * AWS Signature Version 4 of a request, in its header (docs.aws.amazon.com/IAM, "Create a signed
 * AWS API request").
 */
final class SignatureV4 {
  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final Pattern HEADER =
      Pattern.compile(
          ALGORITHM
              + " Credential=([^/,]+)/(\\d{8})/([^/,]+)/([^/,]+)/aws4_request,\\s*"
              + "SignedHeaders=([^,]+),\\s*Signature=([0-9a-f]{64})");
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final Duration SKEW = Duration.ofMinutes(5);
  private static final String UNRESERVED = "-._~/";

  private final Asked asked;
  private final String date;
  private final String region;
  private final String service;
  private final List<String> signed;
  private final String signature;

  /** Who says to have signed it: the access key's id. */
  private final String access;

  private SignatureV4(Asked asked, Matcher header) {
    this.asked = asked;
    this.access = header.group(1);
    this.date = header.group(2);
    this.region = header.group(3);
    this.service = header.group(4);
    this.signed = List.of(header.group(5).split(";"));
    this.signature = header.group(6);
  }

  /** Reads the signature of a request; null when it has none. */
  static @Nullable SignatureV4 of(Asked asked) {
    String value = asked.header().apply("authorization");
    Matcher header = HEADER.matcher(value == null ? "" : value);
    return header.matches() ? new SignatureV4(asked, header) : null;
  }

  String access() {
    return access;
  }

  /** What is wrong with it, in AWS's words; null when it was made with this secret just now. */
  @Nullable String flaw(String secret, Instant now) {
    if (!service.equals("bedrock")) {
      return "Credential should be scoped to correct service: 'bedrock'.";
    }
    String stamp = asked.header().apply("x-amz-date");
    if (stamp == null || !signed.contains("x-amz-date") || !signed.contains("host")) {
      return "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization, and so must"
          + " 'X-Amz-Date'.";
    }
    Instant then;
    try {
      then = Instant.from(STAMP.parse(stamp));
    } catch (DateTimeException e) {
      return "Date must be in ISO-8601 'basic format'. Got '" + stamp + "'.";
    }
    if (!stamp.startsWith(date)) {
      return "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from"
          + " HTTP: '"
          + date
          + "' != '"
          + stamp.substring(0, date.length())
          + "'.";
    }
    if (Duration.between(then, now).abs().compareTo(SKEW) > 0) {
      return "Signature expired: "
          + stamp
          + " is now earlier than "
          + STAMP.format(now.minus(SKEW))
          + " ("
          + STAMP.format(now)
          + " - 5 min.)";
    }
    boolean same =
        MessageDigest.isEqual(
            signature(secret, stamp).getBytes(StandardCharsets.US_ASCII),
            signature.getBytes(StandardCharsets.US_ASCII));
    return same
        ? null
        : "The request signature we calculated does not match the signature you provided. Check"
            + " your AWS Secret Access Key and signing method. Consult the service documentation"
            + " for details.";
  }

  private String signature(String secret, String stamp) {
    String scope = date + "/" + region + "/" + service + "/aws4_request";
    String text =
        ALGORITHM
            + "\n"
            + stamp
            + "\n"
            + scope
            + "\n"
            + hex(sha256(canonical().getBytes(StandardCharsets.UTF_8)));
    byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
    for (String step : new String[] {date, region, service, "aws4_request"}) {
      key = hmac(key, step);
    }
    return hex(hmac(key, text));
  }

  private String canonical() {
    var headers = new StringBuilder();
    for (String name : signed) {
      String value = asked.header().apply(name);
      headers
          .append(name)
          .append(':')
          .append(value == null ? "" : value.strip().replaceAll(" +", " "))
          .append('\n');
    }
    String declared = asked.header().apply("x-amz-content-sha256");
    String payload = hex(sha256(asked.body().get()));
    return asked.method()
        + "\n"
        + encoded(asked.path())
        + "\n"
        + query()
        + "\n"
        + headers
        + "\n"
        + String.join(";", signed)
        + "\n"
        + ("UNSIGNED-PAYLOAD".equals(declared) ? declared : payload);
  }

  private String query() {
    if (asked.query().isEmpty()) {
      return "";
    }
    var pairs = new ArrayList<>(List.of(asked.query().split("&")));
    pairs.replaceAll(pair -> pair.contains("=") ? pair : pair + "=");
    pairs.sort(null);
    return String.join("&", pairs);
  }

  /** Encodes once more what stands on the wire, as every service but S3 does. */
  private static String encoded(String path) {
    var encoded = new StringBuilder();
    for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || UNRESERVED.indexOf(c) >= 0;
      if (plain) {
        encoded.append(c);
      } else {
        encoded.append('%').append("%02X".formatted((int) c));
      }
    }
    return encoded.toString();
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC-SHA-256", e);
    }
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
