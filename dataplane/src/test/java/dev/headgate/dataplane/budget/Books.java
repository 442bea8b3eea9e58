package dev.headgate.dataplane.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Reads an account as an auditor would. */
final class Books {
  static final String SHOP = Account.tenantPrefix("ai/main", "shop");

  private final RedisWire wire;
  private final String prefix;

  Books(RedisWire wire, String prefix) {
    this.wire = wire;
    this.prefix = prefix;
  }

  /** Counters are what ledger and live holds sum up to. */
  void balance() {
    assertThat(differences()).as("counters that differ").isEmpty();
  }

  List<Object> differences() {
    return wire.list("EVAL", verify(), "1", prefix);
  }

  /** The sum of all windows of a limit. */
  long settled(String scope, String limit) {
    return sum(scope, limit, ":s");
  }

  long held(String scope, String limit) {
    return sum(scope, limit, ":r");
  }

  /** The values of one field of the ledger's entries, oldest first. */
  List<String> ledger(String field) {
    var out = new ArrayList<String>();
    for (Object entry : wire.list("XRANGE", prefix + "ledger", "-", "+")) {
      var fields = (List<?>) ((List<?>) entry).get(1);
      for (int i = 0; i < fields.size(); i += 2) {
        if (fields.get(i).equals(field)) {
          out.add((String) fields.get(i + 1));
        }
      }
    }
    return out;
  }

  long liveHolds() {
    return (Long) Objects.requireNonNull(wire.call("ZCARD", prefix + "due"));
  }

  /** As if so much time had passed since the holds were last kept alive. */
  void age(long millis) {
    var due = wire.list("ZRANGE", prefix + "due", "0", "-1");
    for (Object id : due) {
      wire.call("ZINCRBY", prefix + "due", Long.toString(-2 * millis), (String) id);
    }
  }

  private long sum(String scope, String limit, String end) {
    long sum = 0;
    var fields = wire.list("HGETALL", prefix + "c:" + scope);
    for (int i = 0; i < fields.size(); i += 2) {
      var field = (String) fields.get(i);
      if (field.startsWith(limit + ":") && field.endsWith(end)) {
        sum += Long.parseLong((String) fields.get(i + 1));
      }
    }
    return sum;
  }

  private static String verify() {
    try (var in = Script.class.getResourceAsStream("verify.lua")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
