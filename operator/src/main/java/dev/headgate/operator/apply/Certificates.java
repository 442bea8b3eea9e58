package dev.headgate.operator.apply;

import dev.headgate.operator.trust.Authorities;
import dev.headgate.operator.trust.Authority;
import dev.headgate.operator.trust.Identity;
import dev.headgate.operator.trust.Names;
import dev.headgate.operator.trust.Pem;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operator's authority in its Secret, its own certificate, and the proxies' certificates in
 * theirs. Only a leader may call it.
 */
public final class Certificates {
  /** The Secret with the authority's key, in the operator's namespace. */
  public static final String CA_SECRET = "headgate-ca";

  private static final Logger LOG = LoggerFactory.getLogger(Certificates.class);
  private static final String CERT = "tls.crt";
  private static final String KEY = "tls.key";
  private static final String CA = "ca.crt";
  private static final String OLD_CERT = "previous.crt";
  private static final String OLD_KEY = "previous.key";

  private final KubernetesClient client;
  private final String namespace;
  private final SecureRandom random;
  private final Map<String, Identity> proxies = new ConcurrentHashMap<>();
  private volatile @Nullable Authorities authorities;
  private volatile @Nullable Identity operator;

  /** Nothing is read before {@link #refresh}. */
  public Certificates(KubernetesClient client, String namespace, SecureRandom random) {
    this.client = client;
    this.namespace = namespace;
    this.random = random;
  }

  /**
   * Reads the authority, makes or rotates it when it is time, and renews the operator's own
   * certificate.
   *
   * @return whether proxies' certificates may have to change
   * @throws KubernetesClientException when the Secret cannot be read or written; what was known
   *     stays in use
   */
  public synchronized boolean refresh(Instant now) {
    Secret stored = client.secrets().inNamespace(namespace).withName(CA_SECRET).get();
    Authorities before = authorities;
    Authorities read = stored == null ? null : read(stored);
    Authorities next = read == null ? Authorities.first(now, random) : read.rotated(now, random);
    if (!next.equals(read)) {
      next = write(next, stored);
    }
    authorities = next;
    operator = next.renewed(operator, Names.OPERATOR, now, random);
    return !next.equals(before);
  }

  /**
   * Who the operator is to proxies.
   *
   * @throws IllegalStateException before the first {@link #refresh}
   */
  public Identity operator() {
    Identity identity = operator;
    if (identity == null) {
      throw new IllegalStateException("the authority has not been read yet");
    }
    return identity;
  }

  /** The proxies' certificate: the one that is stored while it is good, else a new one. */
  Secret proxySecret(ObjectNames names, String uid, Instant now) {
    Authorities current = authorities;
    if (current == null) {
      throw new IllegalStateException("the authority has not been read yet");
    }
    Identity known = proxies.get(uid);
    if (known == null) {
      Secret stored = client.secrets().inNamespace(names.namespace()).withName(names.tls()).get();
      known = stored == null ? null : identity(stored);
    }
    Identity identity =
        current.renewed(known, Names.proxyOf(names.namespace(), names.gateway()), now, random);
    proxies.put(uid, identity);
    Secret secret =
        new SecretBuilder()
            .withNewMetadata()
            .withNamespace(names.namespace())
            .withName(names.tls())
            .withLabels(names.labels())
            .endMetadata()
            .withType("kubernetes.io/tls")
            .withData(
                Map.of(
                    CERT, encoded(Pem.certificates(identity.chain())),
                    KEY, encoded(Pem.key(identity.key())),
                    CA, encoded(Pem.certificates(identity.trusted()))))
            .build();
    GatewayObjects.own(secret, names, uid);
    return secret;
  }

  private Authorities write(Authorities next, @Nullable Secret stored) {
    Map<String, String> data = new HashMap<>();
    data.put(CERT, encoded(Pem.certificates(List.of(next.newest().certificate()))));
    data.put(KEY, encoded(Pem.key(next.newest().key())));
    Authority old = next.previous();
    if (old != null) {
      data.put(OLD_CERT, encoded(Pem.certificates(List.of(old.certificate()))));
      data.put(OLD_KEY, encoded(Pem.key(old.key())));
    }
    // One that is there keeps its labels: the chart makes it, empty, so that it goes with the
    // chart.
    SecretBuilder builder = stored == null ? fresh() : stored.edit();
    Secret secret = builder.withType("Opaque").withData(data).build();
    try {
      if (stored == null) {
        client.resource(secret).create();
      } else {
        client.resource(secret).update();
      }
      return next;
    } catch (KubernetesClientException e) {
      // Another operator was first: its authority counts.
      Secret theirs = client.secrets().inNamespace(namespace).withName(CA_SECRET).get();
      Authorities read =
          e.getCode() == HttpURLConnection.HTTP_CONFLICT && theirs != null ? read(theirs) : null;
      if (read == null) {
        throw e;
      }
      return read;
    }
  }

  private SecretBuilder fresh() {
    return new SecretBuilder()
        .withNewMetadata()
        .withNamespace(namespace)
        .withName(CA_SECRET)
        .addToLabels(ObjectNames.MANAGED_BY, ObjectNames.US)
        .endMetadata();
  }

  private @Nullable Authorities read(Secret secret) {
    Authority newest = authority(secret, CERT, KEY);
    return newest == null ? null : new Authorities(newest, authority(secret, OLD_CERT, OLD_KEY));
  }

  private @Nullable Authority authority(Secret secret, String certificate, String key) {
    List<X509Certificate> certificates = certificates(secret, certificate);
    PrivateKey privateKey = privateKey(secret, key);
    return certificates.isEmpty() || privateKey == null
        ? null
        : new Authority(certificates.getFirst(), privateKey);
  }

  private @Nullable Identity identity(Secret secret) {
    List<X509Certificate> chain = certificates(secret, CERT);
    PrivateKey key = privateKey(secret, KEY);
    return chain.isEmpty() || key == null
        ? null
        : new Identity(chain, key, certificates(secret, CA));
  }

  private static List<X509Certificate> certificates(Secret secret, String key) {
    String text = text(secret, key);
    try {
      return text == null ? List.of() : Pem.certificates(text);
    } catch (GeneralSecurityException e) {
      LOG.warn("{} of Secret {} is no certificate; making a new one", key, nameOf(secret));
      return List.of();
    }
  }

  private static @Nullable PrivateKey privateKey(Secret secret, String key) {
    String text = text(secret, key);
    try {
      return text == null ? null : Pem.key(text);
    } catch (GeneralSecurityException e) {
      LOG.warn("{} of Secret {} is no private key; making a new one", key, nameOf(secret));
      return null;
    }
  }

  private static String nameOf(Secret secret) {
    return secret.getMetadata().getNamespace() + "/" + secret.getMetadata().getName();
  }

  private static @Nullable String text(Secret secret, String key) {
    String data = secret.getData() == null ? null : secret.getData().get(key);
    return data == null
        ? null
        : new String(Base64.getDecoder().decode(data), StandardCharsets.UTF_8);
  }

  private static String encoded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
