package dev.headgate.dataplane.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.contract.Backend.AwsKeys;
import io.netty.buffer.Unpooled;
import io.vertx.core.MultiMap;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** Signatures are those of AWS's published test suite and of AWS's own SDK. */
final class AwsSignatureTest {
  private static final String ID = "AKIDEXAMPLE";
  private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
  private static final Instant THEN = Instant.parse("2015-08-30T12:36:00Z");

  private static String signed(
      String method, String uri, MultiMap headers, byte[] body, AwsKeys keys, String service) {
    var buffer =
        Unpooled.wrappedBuffer(
            Unpooled.wrappedBuffer(body, 0, body.length / 2),
            Unpooled.wrappedBuffer(body, body.length / 2, body.length - body.length / 2));
    new AwsSignature(keys, service)
        .sign(method, uri, "example.amazonaws.com", headers, buffer, THEN);
    assertThat(buffer.readableBytes()).isEqualTo(body.length);
    return headers.get("authorization");
  }

  /** aws-sig-v4-test-suite: get-vanilla, post-vanilla, query order, post-x-www-form-urlencoded. */
  @ParameterizedTest
  @CsvSource({
    "GET,/,'','',5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
    "POST,/,'','',5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b",
    "GET,/?Param2=value2&Param1=value1,'','',"
        + "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500",
    "POST,/,application/x-www-form-urlencoded,Param1=value1,"
        + "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a",
  })
  void awssPublishedVectors(
      String method, String uri, String contentType, String body, String signature) {
    var headers = MultiMap.caseInsensitiveMultiMap();
    if (!contentType.isEmpty()) {
      headers.set("content-type", contentType);
    }

    var authorization =
        signed(
            method,
            uri,
            headers,
            body.getBytes(StandardCharsets.UTF_8),
            new AwsKeys(ID, SECRET, null, "us-east-1"),
            "service");

    assertThat(authorization)
        .startsWith(
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request,")
        .endsWith("Signature=" + signature);
  }

  @Property(seed = "20261127", tries = 200)
  void awssOwnSignerSignsAlike(
      @ForAll @CharRange(from = ' ', to = '~') @StringLength(max = 60) String model,
      @ForAll byte[] body,
      @ForAll boolean temporary) {
    var path = "/model/" + URLEncoder.encode("m" + model, StandardCharsets.UTF_8) + "/converse";
    var keys = new AwsKeys(ID, SECRET, temporary ? "a/session+token==" : null, "eu-central-1");
    var headers =
        MultiMap.caseInsensitiveMultiMap()
            .set("content-type", "application/json")
            .set("x-amz-content-sha256", sha256(body))
            .set("user-agent", "headgate");

    var ours = signed("POST", path.replace("+", "%20"), headers, body, keys, "bedrock");

    assertThat(ours).isEqualTo(theirs(path.replace("+", "%20"), body, keys));
  }

  private static String theirs(String path, byte[] body, AwsKeys keys) {
    var identity =
        keys.sessionToken() == null
            ? AwsCredentialsIdentity.create(ID, SECRET)
            : AwsSessionCredentialsIdentity.create(ID, SECRET, keys.sessionToken());
    var request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(URI.create("https://example.amazonaws.com" + path))
            .putHeader("content-type", "application/json")
            .putHeader("user-agent", "headgate")
            .build();
    return AwsV4HttpSigner.create()
        .sign(
            asked ->
                asked
                    .identity(identity)
                    .request(request)
                    .payload(ContentStreamProvider.fromByteArray(body))
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "bedrock")
                    .putProperty(AwsV4HttpSigner.REGION_NAME, keys.region())
                    .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(THEN, ZoneOffset.UTC)))
        .request()
        .firstMatchingHeader("Authorization")
        .orElseThrow();
  }

  @Test
  void theSecretIsInNoHeader() {
    var headers = MultiMap.caseInsensitiveMultiMap();

    signed("POST", "/", headers, new byte[0], new AwsKeys(ID, SECRET, "token", "us-east-1"), "s");

    assertThat(headers.toString()).doesNotContain(SECRET).contains("x-amz-security-token");
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
