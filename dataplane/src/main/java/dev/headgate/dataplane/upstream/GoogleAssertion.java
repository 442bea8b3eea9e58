package dev.headgate.dataplane.upstream;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headgate.contract.Backend.GoogleAccount;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;

/** What a service account says to be given a token: a JWT that its key has signed. */
final class GoogleAssertion {
  private static final String SCOPE = "https://www.googleapis.com/auth/cloud-platform";
  private static final long SECONDS = 3600;
  private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();
  private static final ObjectMapper JSON = new ObjectMapper();

  private GoogleAssertion() {}

  /**
   * Takes a millisecond or more.
   *
   * @throws GoogleToken.Refused when the key is none
   */
  static String of(GoogleAccount account, Instant now) throws GoogleToken.Refused {
    var head = JSON.createObjectNode().put("alg", "RS256").put("typ", "JWT");
    head.put("kid", account.keyId());
    var claims = JSON.createObjectNode().put("iss", account.email()).put("scope", SCOPE);
    claims.put("aud", account.tokenUrl()).put("iat", now.getEpochSecond());
    claims.put("exp", now.getEpochSecond() + SECONDS);
    var text = encoded(head.toString()) + '.' + encoded(claims.toString());
    try {
      var key =
          KeyFactory.getInstance("RSA")
              .generatePrivate(new PKCS8EncodedKeySpec(der(account.privateKeyPem())));
      var signer = Signature.getInstance("SHA256withRSA");
      signer.initSign(key);
      signer.update(text.getBytes(StandardCharsets.US_ASCII));
      return text + '.' + URL.encodeToString(signer.sign());
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new GoogleToken.Refused(true, "the service account's private key cannot be read");
    }
  }

  private static byte[] der(String pem) {
    return Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
  }

  private static String encoded(String json) {
    return URL.encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }
}
