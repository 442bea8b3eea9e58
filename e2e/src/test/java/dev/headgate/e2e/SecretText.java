package dev.headgate.e2e;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;

/** Secrets, read and written by an administrator. */
final class SecretText {
  private SecretText() {}

  static String read(String namespace, String name, String key) {
    Secret secret =
        TestCluster.get().client().secrets().inNamespace(namespace).withName(name).get();
    return new String(
        Base64.getDecoder()
            .decode(Objects.requireNonNull(secret, name).getData().getOrDefault(key, "")),
        StandardCharsets.UTF_8);
  }

  static void write(String namespace, String name, Map<String, String> texts) {
    TestCluster.get()
        .client()
        .secrets()
        .inNamespace(namespace)
        .withName(name)
        .edit(it -> new SecretBuilder(it).addToStringData(texts).build());
  }

  static Papers papers(String namespace, String name) throws Exception {
    return Papers.of(read(namespace, name, "tls.crt"), read(namespace, name, "tls.key"));
  }
}
