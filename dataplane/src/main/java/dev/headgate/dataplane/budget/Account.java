package dev.headgate.dataplane.budget;

import dev.headgate.contract.Budget;
import dev.headgate.contract.Consumer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The counters of one call that live together: keys of one prefix, one hash tag, one slot of a
 * cluster. A tenant is one account; each budget that may span tenants is one too.
 *
 * @param prefix of its keys
 * @param scopes counters by scope: one hash each
 */
record Account(String prefix, List<Scope> scopes) {

  /**
   * One hash of counters.
   *
   * @param name the end of its key, such as {@code team:payments}
   * @param limits that are counted in it
   */
  record Scope(String name, List<LimitRule> limits) {}

  /**
   * The accounts of a call, the tenant's first: even when it has no counter there, its ledger has
   * the charge.
   */
  static List<Account> of(
      String gateway,
      Consumer consumer,
      String keyId,
      @Nullable String user,
      String route,
      List<BudgetRule> rules) {
    var tenant = new ArrayList<Scope>(4);
    var accounts = new ArrayList<Account>(2);
    accounts.add(new Account(tenantPrefix(gateway, consumer.tenant()), tenant));
    for (BudgetRule rule : rules) {
      var scopes = tenant;
      if (rule.spansTenants()) {
        scopes = new ArrayList<>(1);
        accounts.add(new Account(prefix(gateway, "b:", rule.budget.id()), scopes));
      }
      var name = name(rule.budget.scope(), consumer, keyId, user, route);
      for (LimitRule limit : rule.limits) {
        if (limit.calendar != null) {
          scope(scopes, name).limits().add(limit);
        }
      }
    }
    accounts.removeIf(account -> account.scopes() != tenant && account.scopes().isEmpty());
    return accounts;
  }

  /** Every limit in the order in which scripts are told them. */
  List<LimitRule> limits() {
    if (scopes.size() == 1) {
      return scopes.getFirst().limits();
    }
    var all = new ArrayList<LimitRule>();
    scopes.forEach(scope -> all.addAll(scope.limits()));
    return all;
  }

  static String tenantPrefix(String gateway, String tenant) {
    return prefix(gateway, "t:", tenant);
  }

  private static String prefix(String gateway, String kind, String name) {
    return "hg:" + escaped(gateway) + ":{" + kind + escaped(name) + "}:";
  }

  private static Scope scope(List<Scope> scopes, String name) {
    for (Scope scope : scopes) {
      if (scope.name().equals(name)) {
        return scope;
      }
    }
    var scope = new Scope(name, new ArrayList<>(4));
    scopes.add(scope);
    return scope;
  }

  /**
   * Callers without a team (or user) share one counter: nobody escapes a budget by not having one.
   */
  private static String name(
      Budget.Scope scope, Consumer consumer, String keyId, @Nullable String user, String route) {
    return switch (scope) {
      case Shared -> "shared";
      case Tenant -> "tenant";
      case Team -> "team:" + escaped(consumer.team());
      case User -> "user:" + escaped(user);
      case Consumer -> "consumer:" + escaped(consumer.id());
      case ApiKey -> "key:" + escaped(keyId);
      case Route -> "route:" + escaped(route);
      case Session -> throw new IllegalStateException("a budget by session was not refused");
    };
  }

  /** Names cannot end a hash tag, a line of a hold or a field. */
  private static String escaped(@Nullable String name) {
    if (name == null) {
      return "";
    }
    for (int i = 0; i < name.length(); i++) {
      if (!plain(name.charAt(i))) {
        var out = new StringBuilder(name.length() + 16);
        for (int j = 0; j < name.length(); j++) {
          char c = name.charAt(j);
          if (plain(c)) {
            out.append(c);
          } else {
            out.append('%').append(Integer.toHexString(c | 0x10000), 1, 5);
          }
        }
        return out.toString();
      }
    }
    return name;
  }

  private static boolean plain(char c) {
    return c > ' ' && c < 127 && "{}%:;=[]*?\\".indexOf(c) < 0;
  }
}
