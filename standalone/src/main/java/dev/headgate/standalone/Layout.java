package dev.headgate.standalone;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which parts make the whole and how each is called.
 *
 * @param home the checkout, with {@code bin/headgate}
 * @param manifests folder of manifests
 * @param scratch folder of this run: logs, statuses, the proxies' state, Redis' data
 * @param ports where people reach it
 * @param inner where the parts reach each other
 * @param adminToken what lets the operator program the proxies
 * @param redis the server's binary
 */
record Layout(
    Path home,
    Path manifests,
    Path scratch,
    Ports ports,
    Inner inner,
    String adminToken,
    Path redis) {

  /**
   * Ports that only parts use, chosen at the start and kept over restarts of a part.
   *
   * @param firstAdmin of the first proxy
   * @param firstHealth of the first proxy
   * @param secondAdmin of the second proxy
   * @param secondHealth of the second proxy
   * @param operator health and metrics of the operator
   */
  record Inner(int firstAdmin, int firstHealth, int secondAdmin, int secondHealth, int operator) {
    List<Integer> health() {
      return List.of(firstHealth, secondHealth);
    }
  }

  /** Where the operator writes statuses. */
  Path statuses() {
    return scratch.resolve("status");
  }

  /** Redis first: what others need stands before them, and ends after them. */
  Part redisPart() {
    return part(
        "redis",
        List.of(
            redis.toString(),
            "--bind",
            "127.0.0.1",
            "--port",
            Integer.toString(ports.redis()),
            "--dir",
            scratch.toString(),
            "--appendonly",
            "yes",
            "--maxmemory-policy",
            "noeviction",
            "--save",
            ""),
        Map.of());
  }

  /** The providers. */
  Part simulatorPart() {
    return part(
        "simulator",
        List.of(headgate(), "simulator", "--host", "127.0.0.1", "--port", "" + ports.simulator()),
        Map.of());
  }

  /** One of the two proxies. */
  Part proxyPart(int number) {
    var first = number == 1;
    var environment = new LinkedHashMap<String, String>();
    environment.put("HEADGATE_PROXY_NAME", "proxy-" + number);
    environment.put("HEADGATE_BIND", "127.0.0.1");
    environment.put("HEADGATE_DATA_PORT", "" + (first ? ports.first() : ports.second()));
    environment.put("HEADGATE_ADMIN_PORT", "" + (first ? inner.firstAdmin() : inner.secondAdmin()));
    environment.put(
        "HEADGATE_HEALTH_PORT", "" + (first ? inner.firstHealth() : inner.secondHealth()));
    environment.put("HEADGATE_ADMIN_TOKEN", adminToken);
    environment.put("HEADGATE_STATE_DIR", scratch.resolve("proxy-" + number).toString());
    environment.put("HEADGATE_DRAIN_TIMEOUT", "5s");
    return part("proxy-" + number, List.of(headgate(), "proxy"), environment);
  }

  /** The operator on the folder of manifests. */
  Part operatorPart() {
    var command = new ArrayList<String>();
    command.addAll(List.of(headgate(), "operator", "--manifests", manifests.toString()));
    command.addAll(List.of("--status-dir", statuses().toString()));
    command.addAll(List.of("--health-port", "" + inner.operator()));
    command.addAll(List.of("--proxy", "proxy-1=http://127.0.0.1:" + inner.firstAdmin()));
    command.addAll(List.of("--proxy", "proxy-2=http://127.0.0.1:" + inner.secondAdmin()));
    ports.aliases().forEach((from, to) -> command.addAll(List.of("--alias", from + "=" + to)));
    return part("operator", command, Map.of("HEADGATE_ADMIN_TOKEN", adminToken));
  }

  private String headgate() {
    return home.resolve("bin").resolve("headgate").toString();
  }

  private Part part(String name, List<String> command, Map<String, String> environment) {
    return new Part(name, command, environment, scratch.resolve(name + ".log"));
  }

  @Override
  public String toString() {
    return "Layout[" + manifests + " in " + scratch + "]";
  }
}
