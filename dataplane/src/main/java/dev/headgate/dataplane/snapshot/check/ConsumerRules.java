package dev.headgate.dataplane.snapshot.check;

import dev.headgate.contract.Consumer;
import java.util.regex.Pattern;

/** Rules of one caller. */
final class ConsumerRules {
  private static final Pattern KEY_ID = Pattern.compile("[A-Za-z0-9]{4,32}");
  private static final Pattern SHA256 = Pattern.compile("[0-9a-fA-F]{64}");

  private ConsumerRules() {}

  static void check(Consumer consumer, Findings findings) {
    for (int i = 0; i < consumer.keys().size(); i++) {
      var key = consumer.keys().get(i);
      var at = findings.at("keys", i);
      at.at("id")
          .require(
              KEY_ID.matcher(key.id()).matches(), "BadKeyId", "not 4 to 32 letters and digits");
      at.at("sha256")
          .require(SHA256.matcher(key.sha256()).matches(), "BadHash", "not 64 hex digits");
    }
  }
}
