package dev.headgate.operator.compile;

import dev.headgate.crds.Reason;
import dev.headgate.crds.SecretKeyRef;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what objects refer to in Secrets of their own namespace. */
final class Secrets {
  private final Map<NamespacedName, SecretData> secrets;

  Secrets(Map<NamespacedName, SecretData> secrets) {
    this.secrets = secrets;
  }

  /**
   * The text of one key without the white space around it, which tools tend to add; null when it is
   * not there or empty, and then the findings say so.
   */
  @Nullable String text(Resource<?> from, String path, SecretKeyRef ref, Findings findings) {
    return text(from, path, ref.name(), ref.key(), findings);
  }

  @Nullable String text(Resource<?> from, String path, String name, String key, Findings findings) {
    var id = new NamespacedName(from.namespace(), name);
    var secret = secrets.get(id);
    if (secret == null) {
      findings.unresolved(path, Reason.RefNotFound, "there is no Secret " + id);
      return null;
    }
    var text = secret.text(key);
    if (text == null) {
      findings.unresolved(
          path, Reason.SecretInvalid, "Secret " + id + " has no key \"" + key + "\"");
      return null;
    }
    if (text.isBlank()) {
      findings.unresolved(
          path, Reason.SecretInvalid, "Secret " + id + " has nothing in \"" + key + "\"");
      return null;
    }
    return text.strip();
  }

  /** The same of a key that need not be there; null when it is not. */
  @Nullable String optional(Resource<?> from, String name, String key) {
    var secret = secrets.get(new NamespacedName(from.namespace(), name));
    var text = secret == null ? null : secret.text(key);
    return text == null || text.isBlank() ? null : text.strip();
  }

  /** An annotation of ours on a Secret; null when there is none, or no such Secret. */
  @Nullable String annotation(Resource<?> from, String name, String annotation) {
    var secret = secrets.get(new NamespacedName(from.namespace(), name));
    return secret == null ? null : secret.annotation(annotation);
  }

  /** As {@link #text}, and certificates that a proxy can read. */
  @Nullable String certificates(
      Resource<?> from, String path, SecretKeyRef ref, Findings findings) {
    return certificates(from, path, ref.name(), ref.key(), findings);
  }

  @Nullable String certificates(
      Resource<?> from, String path, String name, String key, Findings findings) {
    var text = text(from, path, name, key, findings);
    var objection = text == null ? null : PemText.objectionToCertificates(text);
    return objection == null ? text : unusable(from, path, name, key, objection, findings);
  }

  /** As {@link #text}, and a private key that a proxy can read. */
  @Nullable String privateKey(
      Resource<?> from, String path, String name, String key, Findings findings) {
    var text = text(from, path, name, key, findings);
    var objection = text == null ? null : PemText.objectionToPrivateKey(text);
    return objection == null ? text : unusable(from, path, name, key, objection, findings);
  }

  private static @Nullable String unusable(
      Resource<?> from, String path, String name, String key, String why, Findings findings) {
    findings.unresolved(
        path,
        Reason.SecretInvalid,
        "\"%s\" in Secret %s/%s %s".formatted(key, from.namespace(), name, why));
    return null;
  }

  /** As {@link #text}, and fit for a header: visible ASCII characters and inner spaces only. */
  @Nullable String headerText(Resource<?> from, String path, SecretKeyRef ref, Findings findings) {
    var text = text(from, path, ref, findings);
    if (text != null && !HeaderText.isValue(text)) {
      findings.unresolved(
          path,
          Reason.SecretInvalid,
          "\"%s\" in Secret %s/%s has characters that no header may have"
              .formatted(ref.key(), from.namespace(), ref.name()));
      return null;
    }
    return text;
  }
}
