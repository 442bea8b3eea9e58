package dev.headgate.operator.compile;

import dev.headgate.crds.LocalRef;
import dev.headgate.crds.Reason;
import dev.headgate.crds.SecretKeyRef;
import dev.headgate.crds.Timespan;
import dev.headgate.crds.backend.ProviderBackendSpec;
import dev.headgate.crds.gateway.LlmGatewaySpec;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds out when the credentials end that one object refers to: from what they say themselves, and
 * from the annotations of their Secrets. What a Secret lacks is not this step's to say.
 */
final class Lifetimes {
  /** On a Secret: when what it holds ends, as RFC 3339 writes it. */
  static final String EXPIRES_AT = SecretData.ANNOTATIONS + "expires-at";

  /** On a Secret: how long before that it is soon, such as {@code 48h}. */
  static final String WARN_BEFORE = SecretData.ANNOTATIONS + "warn-before";

  /** In a Secret with keys of an AWS session: when that ends. */
  static final String EXPIRATION = "expiration";

  /** Sessions are renewed by machines, some of them every quarter of an hour. */
  private static final Duration SESSION_WARNING = Duration.ofMinutes(5);

  private final Resource<?> object;
  private final Secrets secrets;
  private final Findings findings;

  /** Secrets whose annotations were read already: they speak of the whole Secret. */
  private final Set<String> annotated = new HashSet<>();

  Lifetimes(Resource<?> object, Secrets secrets, Findings findings) {
    this.object = object;
    this.secrets = secrets;
    this.findings = findings;
  }

  void of(ProviderBackendSpec spec) {
    var credentials = spec.credentials();
    if (credentials != null && credentials.apiKey() != null) {
      apiKey(credentials.apiKey().secretKeyRef());
    }
    if (credentials != null && credentials.awsSigV4() != null) {
      awsKeys(credentials.awsSigV4().secretRef());
    }
    if (credentials != null && credentials.googleServiceAccount() != null) {
      annotation(
          "spec.credentials.googleServiceAccount.secretKeyRef",
          "The service account's key",
          credentials.googleServiceAccount().secretKeyRef().name());
    }
    if (spec.tls() != null) {
      authorities("spec.tls.caSecretKeyRef", spec.tls().caSecretKeyRef());
      clientCertificate(spec.tls().clientSecretRef());
    }
  }

  void of(LlmGatewaySpec spec) {
    var redis = spec.redis();
    if (redis == null) {
      return;
    }
    if (redis.passwordSecretKeyRef() != null) {
      annotation(
          "spec.redis.passwordSecretKeyRef",
          "Redis' password",
          redis.passwordSecretKeyRef().name());
    }
    var tls = redis.tls();
    if (tls != null && (tls.enabled() == null || tls.enabled())) {
      authorities("spec.redis.tls.caSecretKeyRef", tls.caSecretKeyRef());
    }
  }

  private void apiKey(SecretKeyRef ref) {
    var path = "spec.credentials.apiKey.secretKeyRef";
    annotation(path, "The API key", ref.name());
    var text = secrets.optional(object, ref.name(), ref.key());
    var life = text == null ? null : Lifetime.ofToken(text);
    if (life != null) {
      ends(path, "The token", ref.name(), life, "its claim exp");
    }
  }

  private void awsKeys(LocalRef ref) {
    var path = "spec.credentials.awsSigV4.secretRef";
    annotation(path, "The AWS keys", ref.name());
    var text = secrets.optional(object, ref.name(), EXPIRATION);
    if (text == null) {
      return;
    }
    var end = momentOrSeconds(text);
    if (end == null) {
      unreadable(
          path,
          "\"%s\" in Secret %s is neither a moment such as 2026-12-24T18:00:00Z nor seconds since 1970"
              .formatted(EXPIRATION, name(ref.name())));
    } else {
      ends(
          path,
          "The AWS session",
          ref.name(),
          new Lifetime(end, SESSION_WARNING),
          "\"" + EXPIRATION + "\" beside it");
    }
  }

  private void clientCertificate(@Nullable LocalRef ref) {
    if (ref == null) {
      return;
    }
    var path = "spec.tls.clientSecretRef";
    annotation(path, "The client certificate", ref.name());
    var pem = secrets.optional(object, ref.name(), SecretReferences.TLS_CERTIFICATE);
    var life = pem == null ? null : Lifetime.ofChain(pem);
    if (life != null) {
      ends(path, "The client certificate", ref.name(), life, "the certificate itself");
    }
  }

  private void authorities(String path, @Nullable SecretKeyRef ref) {
    if (ref == null) {
      return;
    }
    annotation(path, "The authority's certificate", ref.name());
    var pem = secrets.optional(object, ref.name(), ref.key());
    var life = pem == null ? null : Lifetime.ofBundle(pem);
    if (life != null) {
      ends(path, "The authority's certificate", ref.name(), life, "the certificate itself");
    }
  }

  private void annotation(String path, String what, String secret) {
    var text = annotated.add(secret) ? secrets.annotation(object, secret, EXPIRES_AT) : null;
    if (text == null) {
      return;
    }
    try {
      ends(
          path,
          what,
          secret,
          new Lifetime(OffsetDateTime.parse(text.strip()).toInstant(), Expiry.LONGEST_WARNING),
          "the annotation " + EXPIRES_AT);
    } catch (DateTimeException e) {
      unreadable(
          path,
          "the annotation %s of Secret %s is no moment such as 2026-12-24T18:00:00Z"
              .formatted(EXPIRES_AT, name(secret)));
    }
  }

  private void ends(String path, String what, String secret, Lifetime life, String source) {
    findings.expires(
        new Expiry(
            what,
            name(secret),
            life.end(),
            life.end().minus(warning(path, secret, life.warning())),
            source,
            source.endsWith(EXPIRES_AT) ? ", and its end into the annotation" : ""));
  }

  private Duration warning(String path, String secret, Duration absent) {
    var text = secrets.annotation(object, secret, WARN_BEFORE);
    if (text == null) {
      return absent;
    }
    try {
      return new Timespan(text.strip()).duration();
    } catch (IllegalArgumentException e) {
      unreadable(
          path,
          "the annotation %s of Secret %s is no duration such as 48h or 30m"
              .formatted(WARN_BEFORE, name(secret)));
      return absent;
    }
  }

  private void unreadable(String path, String message) {
    findings.expiryUnreadable(path, Reason.SecretInvalid, message);
  }

  private NamespacedName name(String secret) {
    return new NamespacedName(object.namespace(), secret);
  }

  /** As AWS' own tools write it, or as External Secrets does. */
  private static @Nullable Instant momentOrSeconds(String text) {
    try {
      return text.matches("[0-9]{1,11}")
          ? Instant.ofEpochSecond(Long.parseLong(text))
          : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }
}
