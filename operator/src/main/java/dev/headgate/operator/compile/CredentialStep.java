package dev.headgate.operator.compile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headgate.contract.Backend;
import dev.headgate.crds.Reason;
import dev.headgate.crds.SecretKeyRef;
import dev.headgate.crds.backend.ProviderBackendSpec;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads what lets into one provider, and whose account that is. */
final class CredentialStep {
  /** The keys of a Secret for AWS. */
  static final String ACCESS_KEY_ID = "accessKeyId";

  static final String SECRET_ACCESS_KEY = "secretAccessKey";
  static final String SESSION_TOKEN = "sessionToken";

  private static final String GOOGLE_TOKENS = "https://oauth2.googleapis.com/token";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Resource<ProviderBackendSpec> object;
  private final ProviderBackendSpec spec;
  private final Secrets secrets;
  private final Findings findings;

  CredentialStep(
      Resource<ProviderBackendSpec> object,
      ProviderBackendSpec spec,
      Secrets secrets,
      Findings findings) {
    this.object = object;
    this.spec = spec;
    this.secrets = secrets;
    this.findings = findings;
  }

  /** Null where none is sent or it cannot be used; the findings say which. */
  Backend.@Nullable Credential header() {
    var credentials = spec.credentials();
    if (credentials == null || credentials.apiKey() == null) {
      return null;
    }
    var apiKey = credentials.apiKey();
    var secret =
        secrets.headerText(
            object, "spec.credentials.apiKey.secretKeyRef", apiKey.secretKeyRef(), findings);
    if (secret == null) {
      return null;
    }
    if (apiKey.header() != null) {
      var header = apiKey.header().toLowerCase(Locale.ROOT);
      // A key under its usual name is a bearer token whoever writes the name out.
      return new Backend.Credential(
          header, header.equals("authorization") ? "Bearer " + secret : secret);
    }
    return switch (spec.dialect()) {
      case OpenAI, OpenAIResponses, Bedrock, VertexGemini, VertexAnthropic ->
          new Backend.Credential("authorization", "Bearer " + secret);
      case AzureOpenAI -> new Backend.Credential("api-key", secret);
      case Anthropic -> new Backend.Credential("x-api-key", secret);
      case Gemini -> new Backend.Credential("x-goog-api-key", secret);
    };
  }

  /** Null where none are given or they cannot be used; the findings say which. */
  Backend.@Nullable AwsKeys awsKeys() {
    var credentials = spec.credentials();
    if (credentials == null || credentials.awsSigV4() == null) {
      return null;
    }
    var path = "spec.credentials.awsSigV4.secretRef";
    var name = credentials.awsSigV4().secretRef().name();
    var id = secrets.headerText(object, path, new SecretKeyRef(name, ACCESS_KEY_ID), findings);
    var secret = secrets.text(object, path, name, SECRET_ACCESS_KEY, findings);
    var session = secrets.optional(object, name, SESSION_TOKEN);
    if (session != null && !HeaderText.isValue(session)) {
      findings.unresolved(
          path,
          Reason.SecretInvalid,
          "\"%s\" in Secret %s/%s has characters that no header may have"
              .formatted(SESSION_TOKEN, object.namespace(), name));
      return null;
    }
    var region = ProviderRules.signingRegion(spec);
    if (region == null) {
      findings.refuse(
          "spec.region",
          Reason.Invalid,
          "calls are signed for a region of AWS, which this host does not name: write it here, such"
              + " as us-east-1");
    }
    return id == null || secret == null || region == null
        ? null
        : new Backend.AwsKeys(id, secret, session, region);
  }

  /** Null where none is given or it cannot be used; the findings say which. */
  Backend.@Nullable GoogleAccount googleAccount() {
    var credentials = spec.credentials();
    if (credentials == null || credentials.googleServiceAccount() == null) {
      return null;
    }
    var ref = credentials.googleServiceAccount().secretKeyRef();
    var path = "spec.credentials.googleServiceAccount.secretKeyRef";
    var text = secrets.text(object, path, ref, findings);
    if (text == null) {
      return null;
    }
    var file = json(text);
    var objection = file == null ? "is no JSON object" : objection(file);
    if (file == null || objection != null) {
      findings.unresolved(
          path,
          Reason.SecretInvalid,
          "\"%s\" in Secret %s/%s %s"
              .formatted(ref.key(), object.namespace(), ref.name(), objection));
      return null;
    }
    return new Backend.GoogleAccount(
        file.get("client_email").asText(),
        file.path("private_key_id").asText(""),
        file.get("private_key").asText(),
        file.path("token_uri").asText(GOOGLE_TOKENS));
  }

  /**
   * Whose account it is: as written, else who has the same Secret has the same account. Where no
   * opaque data are bound to one, nobody asks.
   */
  @Nullable String account() {
    if (spec.account() != null) {
      return spec.account();
    }
    var credentials = spec.credentials();
    if (credentials == null) {
      return null;
    }
    return switch (spec.dialect()) {
      case OpenAIResponses, Bedrock -> {
        String secret = null;
        if (credentials.apiKey() != null) {
          secret = credentials.apiKey().secretKeyRef().name();
        } else if (credentials.awsSigV4() != null) {
          secret = credentials.awsSigV4().secretRef().name();
        }
        yield secret == null ? null : object.namespace() + "/" + secret;
      }
      case OpenAI, Anthropic, Gemini, AzureOpenAI, VertexGemini, VertexAnthropic -> null;
    };
  }

  private static @Nullable JsonNode json(String text) {
    try {
      var file = JSON.readTree(text);
      return file != null && file.isObject() ? file : null;
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  private static @Nullable String objection(JsonNode file) {
    var type = file.path("type").asText("");
    if (!type.equals("service_account")) {
      return "is no key of a service account: its type is \""
          + (type.matches("[a-z_]{1,40}") ? type : "")
          + "\"; make a key of type JSON for a service account";
    }
    if (file.path("client_email").asText("").isBlank()) {
      return "has no client_email";
    }
    var key = file.path("private_key").asText("");
    var objection = key.isEmpty() ? "is missing" : PemText.objectionToPrivateKey(key);
    if (objection != null) {
      return "has a private_key that " + objection;
    }
    return tokenUrl(file.path("token_uri").asText(GOOGLE_TOKENS));
  }

  private static @Nullable String tokenUrl(String url) {
    try {
      var uri = new URI(url);
      var scheme = uri.getScheme();
      boolean fine = uri.getHost() != null && ("https".equals(scheme) || "http".equals(scheme));
      return fine && uri.getRawQuery() == null && uri.getRawUserInfo() == null
          ? null
          : "has a token_uri that is no plain https:// URL";
    } catch (URISyntaxException e) {
      return "has a token_uri that is no URL";
    }
  }
}
