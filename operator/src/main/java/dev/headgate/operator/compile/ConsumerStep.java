package dev.headgate.operator.compile;

import dev.headgate.contract.Consumer;
import dev.headgate.contract.TrafficClass;
import dev.headgate.crds.Reason;
import dev.headgate.crds.consumer.LlmConsumerSpec;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Compiles who may call. One of these serves all consumers of a gateway, oldest first, because a
 * key id belongs to the first one that has it: a later object cannot take over a running one's.
 */
final class ConsumerStep {
  /** {@code hg_<id>_<secret>}; a presented key is read the same way by the proxy. */
  private static final Pattern KEY = Pattern.compile("hg_([A-Za-z0-9]{4,32})_([!-~]{6,})");

  /** A proxy refuses longer ones unread. */
  private static final int MAX_KEY_LENGTH = 256;

  private final Secrets secrets;
  private final Map<String, Resource<?>> ownerByKeyId = new HashMap<>();

  ConsumerStep(Secrets secrets) {
    this.secrets = secrets;
  }

  /** The consumer, refused ones too: their callers are told why. Null when nobody can be it. */
  @Nullable Consumer compile(
      Resource<LlmConsumerSpec> object,
      LlmConsumerSpec spec,
      Selection selection,
      Findings findings) {
    var keys = keys(object, spec, findings);
    if (spec.tenant() == null) {
      if (spec.credentials().stream().anyMatch(c -> c.apiKey() != null)) {
        findings.refuse(
            "spec.tenant", Reason.Invalid, "a key carries no tenant: say whose money it spends");
      }
      return null;
    }
    var routes = selection.routes(object, "spec.routes", spec.routes(), findings);
    return new Consumer(
        object.id(),
        findings.refusal(),
        spec.tenant(),
        spec.team(),
        spec.user(),
        spec.tier(),
        object.labels(),
        keys,
        routes.isEmpty() ? null : routes,
        spec.allowedModels(),
        spec.allowedClasses().stream().map(c -> TrafficClass.valueOf(c.name())).toList());
  }

  private List<Consumer.Key> keys(
      Resource<LlmConsumerSpec> object, LlmConsumerSpec spec, Findings findings) {
    var keys = new ArrayList<Consumer.Key>();
    for (int i = 0; i < spec.credentials().size(); i++) {
      var apiKey = spec.credentials().get(i).apiKey();
      if (apiKey == null) {
        continue;
      }
      var path = "spec.credentials[" + i + "].apiKey.secretKeyRef";
      var text = secrets.text(object, path, apiKey.secretKeyRef(), findings);
      var key = text == null ? null : key(path, text, findings);
      if (key != null && isFree(object, path, key.id(), findings) && !keys.contains(key)) {
        keys.add(key);
      }
    }
    return keys;
  }

  private static Consumer.@Nullable Key key(String path, String text, Findings findings) {
    Matcher parts = KEY.matcher(text);
    if (text.length() > MAX_KEY_LENGTH || !parts.matches()) {
      findings.unresolved(
          path,
          Reason.SecretInvalid,
          "a key is hg_<id>_<secret>: 4 to 32 letters or digits, then at least 6 visible"
              + " characters, "
              + MAX_KEY_LENGTH
              + " in all");
      return null;
    }
    return new Consumer.Key(parts.group(1), sha256(text));
  }

  private boolean isFree(Resource<?> object, String path, String keyId, Findings findings) {
    var owner = ownerByKeyId.putIfAbsent(keyId, object);
    if (owner == null || owner.key().equals(object.key())) {
      return true;
    }
    // Which consumer has it is told only to those who share a namespace with it.
    var who =
        owner.namespace().equals(object.namespace())
            ? "LlmConsumer " + owner.id()
            : "another LlmConsumer";
    findings.unresolved(
        path,
        Reason.CredentialConflict,
        "key id \"%s\" belongs to %s, which is older; make a new key".formatted(keyId, who));
    return false;
  }

  private static String sha256(String key) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
