package dev.headgate.simulator.dialect.gemini;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One service account whose key is made when it is first asked for, and the tokens that it was
 * given (Google Identity, "Using OAuth 2.0 for server to server applications"). Safe for any
 * thread.
 */
public final class GoogleAccounts {
  /** Tokens of this endpoint begin so; others are let in without being looked at. */
  private static final String PREFIX = "ya29.sim-";

  private static final String EMAIL = "headgate@simulator.iam.gserviceaccount.com";
  private static final String KEY_ID = "simulated";
  private static final String GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final Duration SKEW = Duration.ofMinutes(5);

  private final InstantSource clock;
  private final ObjectMapper mapper = new ObjectMapper();
  private final Map<String, Instant> tokens = new ConcurrentHashMap<>();
  private final AtomicLong numbers = new AtomicLong();
  private volatile long lifeSeconds = LONGEST.toSeconds();
  private @Nullable KeyPair keys;

  public GoogleAccounts(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * What an exchange came to.
   *
   * @param error null when a token was granted
   */
  public record Exchange(int status, @Nullable String error, String body) {}

  /** The account's key as Google gives it out for download. */
  public String keyFile(String tokenUri) {
    String pem =
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(keys().getPrivate().getEncoded())
            + "\n-----END PRIVATE KEY-----\n";
    return JsonNodeFactory.instance
        .objectNode()
        .put("type", "service_account")
        .put("project_id", "simulator")
        .put("private_key_id", KEY_ID)
        .put("private_key", pem)
        .put("client_email", EMAIL)
        .put("token_uri", tokenUri)
        .toString();
  }

  /** How long tokens are good that are granted from now on. */
  public void life(Duration life) {
    lifeSeconds = life.toSeconds();
  }

  /** Ends all tokens at once. */
  public void revoke() {
    tokens.clear();
  }

  /** How many tokens were granted. */
  public long granted() {
    return numbers.get();
  }

  /** Whether a token lets in: one of this endpoint must be alive. */
  public boolean admits(String token) {
    if (!token.startsWith(PREFIX)) {
      return true;
    }
    Instant end = tokens.get(token);
    return end != null && clock.instant().isBefore(end);
  }

  /**
   * Exchanges an assertion for a token.
   *
   * @param audience the endpoint's own address
   */
  public Exchange exchange(@Nullable String grant, @Nullable String assertion, String audience) {
    if (!GRANT.equals(grant)) {
      return refused("unsupported_grant_type", "Invalid grant_type: " + grant);
    }
    String[] parts = assertion == null ? new String[0] : assertion.split("\\.");
    if (parts.length != 3) {
      return refused("invalid_grant", "Bad Request");
    }
    JsonNode head = json(parts[0]);
    JsonNode claims = json(parts[1]);
    if (head == null || claims == null || !head.path("alg").asText("").equals("RS256")) {
      return refused("invalid_grant", "Invalid JWT: Failed to parse or unsupported algorithm.");
    }
    if (!claims.path("iss").asText("").equals(EMAIL)) {
      return refused("invalid_grant", "Invalid grant: account not found");
    }
    if (!head.path("kid").asText(KEY_ID).equals(KEY_ID)
        || !signed(parts[0] + "." + parts[1], parts[2])) {
      return refused("invalid_grant", "Invalid JWT Signature.");
    }
    if (!claims.path("aud").asText("").equals(audience)) {
      return refused("invalid_grant", "Invalid JWT: invalid audience.");
    }
    long now = clock.instant().getEpochSecond();
    long issued = claims.path("iat").asLong(0);
    long ends = claims.path("exp").asLong(0);
    if (Math.abs(now - issued) > SKEW.toSeconds()
        || ends <= now
        || ends - issued > LONGEST.toSeconds()) {
      return refused(
          "invalid_grant",
          "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable"
              + " timeframe. Check your iat and exp values in the JWT claim.");
    }
    if (claims.path("scope").asText("").isBlank()) {
      return refused("invalid_scope", "Empty or missing scope not allowed.");
    }
    String token = PREFIX + numbers.incrementAndGet();
    tokens.put(token, clock.instant().plusSeconds(lifeSeconds));
    return new Exchange(
        200,
        null,
        JsonNodeFactory.instance
            .objectNode()
            .put("access_token", token)
            .put("expires_in", lifeSeconds)
            .put("token_type", "Bearer")
            .toString());
  }

  /** What Google says instead of a token. */
  public static Exchange refused(String error, String description) {
    return new Exchange(
        400,
        error,
        JsonNodeFactory.instance
            .objectNode()
            .put("error", error)
            .put("error_description", description)
            .toString());
  }

  private boolean signed(String text, String signature) {
    try {
      var verifier = Signature.getInstance("SHA256withRSA");
      verifier.initVerify(keys().getPublic());
      verifier.update(text.getBytes(StandardCharsets.US_ASCII));
      return verifier.verify(Base64.getUrlDecoder().decode(signature));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }

  private @Nullable JsonNode json(String encoded) {
    try {
      return mapper.readTree(
          new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.UTF_8));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      return null;
    }
  }

  private synchronized KeyPair keys() {
    if (keys == null) {
      try {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        keys = generator.generateKeyPair();
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("every Java has RSA", e);
      }
    }
    return keys;
  }
}
