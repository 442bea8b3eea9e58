package dev.headgate.standalone;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The ports of a standalone on 127.0.0.1 (surface.md, "On one machine").
 *
 * @param first data port of the first proxy
 * @param second data port of the second proxy
 * @param console console and metrics of the whole
 * @param simulator the providers
 * @param redis the embedded store
 */
record Ports(int first, int second, int console, int simulator, int redis) {

  /** Where everything listens unless told otherwise; the samples' manifests name these. */
  static final Ports DEFAULT = new Ports(8080, 8081, 8090, 9090, 6390);

  /** All five moved: base, base+1, base+10, base+20 and base+30. */
  static Ports from(int base) {
    return new Ports(base, base + 1, base + 10, base + 20, base + 30);
  }

  /** Each with the name of what listens there. */
  Map<String, Integer> named() {
    var named = new LinkedHashMap<String, Integer>();
    named.put("proxy-1", first);
    named.put("proxy-2", second);
    named.put("console", console);
    named.put("simulator", simulator);
    named.put("redis", redis);
    return named;
  }

  /** {@code from=to} for each address that manifests know by its default port. */
  Map<String, String> aliases() {
    var aliases = new LinkedHashMap<String, String>();
    if (!equals(DEFAULT)) {
      aliases.put("127.0.0.1:" + DEFAULT.simulator, "127.0.0.1:" + simulator);
      aliases.put("127.0.0.1:" + DEFAULT.redis, "127.0.0.1:" + redis);
    }
    return aliases;
  }
}
