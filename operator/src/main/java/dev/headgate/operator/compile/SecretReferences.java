package dev.headgate.operator.compile;

import dev.headgate.crds.LocalRef;
import dev.headgate.crds.SecretKeyRef;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which values of which Secrets compile reads, so that nothing else has to stay in memory. Every
 * reference is to a Secret in the referring object's own namespace.
 */
public final class SecretReferences {
  /** The keys of a {@code kubernetes.io/tls} Secret. */
  static final String TLS_CERTIFICATE = "tls.crt";

  static final String TLS_KEY = "tls.key";

  private final TreeMap<String, Set<String>> keys = new TreeMap<>();

  private SecretReferences() {}

  /** All references of these objects, those of refused ones too. */
  public static SecretReferences in(WorldView world) {
    var all = new SecretReferences();
    for (var gateway : world.gateways()) {
      var spec = gateway.spec();
      if (spec != null && spec.redis() != null) {
        all.add(gateway, spec.redis().passwordSecretKeyRef());
        if (spec.redis().tls() != null) {
          all.add(gateway, spec.redis().tls().caSecretKeyRef());
        }
      }
    }
    for (var backend : world.backends()) {
      var spec = backend.spec();
      if (spec == null) {
        continue;
      }
      if (spec.credentials() != null && spec.credentials().apiKey() != null) {
        all.add(backend, spec.credentials().apiKey().secretKeyRef());
      }
      if (spec.credentials() != null && spec.credentials().awsSigV4() != null) {
        all.addAwsKeys(backend, spec.credentials().awsSigV4().secretRef());
      }
      if (spec.credentials() != null && spec.credentials().googleServiceAccount() != null) {
        all.add(backend, spec.credentials().googleServiceAccount().secretKeyRef());
      }
      if (spec.tls() != null) {
        all.add(backend, spec.tls().caSecretKeyRef());
        all.addPair(backend, spec.tls().clientSecretRef());
      }
    }
    for (var consumer : world.consumers()) {
      var spec = consumer.spec();
      if (spec != null) {
        for (var credential : spec.credentials()) {
          if (credential.apiKey() != null) {
            all.add(consumer, credential.apiKey().secretKeyRef());
          }
        }
      }
    }
    return all;
  }

  private void add(Resource<?> from, @Nullable SecretKeyRef ref) {
    if (ref != null) {
      keysOf(from.namespace(), ref.name()).add(ref.key());
    }
  }

  private void addPair(Resource<?> from, @Nullable LocalRef ref) {
    if (ref != null) {
      keysOf(from.namespace(), ref.name()).addAll(Set.of(TLS_CERTIFICATE, TLS_KEY));
    }
  }

  private void addAwsKeys(Resource<?> from, LocalRef ref) {
    keysOf(from.namespace(), ref.name())
        .addAll(
            Set.of(
                CredentialStep.ACCESS_KEY_ID,
                CredentialStep.SECRET_ACCESS_KEY,
                CredentialStep.SESSION_TOKEN,
                Lifetimes.EXPIRATION));
  }

  private Set<String> keysOf(String namespace, String name) {
    return keys.computeIfAbsent(namespace + "/" + name, n -> new TreeSet<>());
  }

  /** The keys of that Secret that are read; empty when nothing refers to it. */
  public Set<String> keys(String namespace, String name) {
    return Set.copyOf(keys.getOrDefault(namespace + "/" + name, Set.of()));
  }
}
