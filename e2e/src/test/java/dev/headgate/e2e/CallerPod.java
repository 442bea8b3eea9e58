package dev.headgate.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.dsl.PodResource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** A pod with an official SDK in it, which calls the gateway by its Service's name. */
final class CallerPod {
  private static final String LABEL = "app.kubernetes.io/name: headgate-caller";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String namespace;
  private final String name;

  private CallerPod(String namespace, String name) {
    this.namespace = namespace;
    this.name = name;
  }

  /**
   * Starts it where callers are.
   *
   * @param secret with the caller's key
   * @param arguments of the program in it
   */
  static CallerPod start(String name, String secret, String... arguments) {
    String args =
        List.of(arguments).stream().map(argument -> '"' + argument + '"').toList().toString();
    return start(Installation.NAMESPACE, name, LABEL, secret, args);
  }

  /** Starts one that only waits, in another namespace and with other labels. */
  static CallerPod waiting(String namespace, String name, String labels) {
    return start(namespace, name, labels, "none", "[load]");
  }

  private static CallerPod start(
      String namespace, String name, String labels, String secret, String args) {
    TestCluster.get()
        .apply(
            Repository.resource("caller.yaml")
                .replace("@namespace@", namespace)
                .replace("@name@", name)
                .replace("@labels@", labels)
                .replace("@secret@", secret)
                .replace("@args@", args));
    CallerPod pod = new CallerPod(namespace, name);
    pod.resource()
        .waitUntilCondition(
            it -> it != null && List.of("Running", "Succeeded", "Failed").contains(phase(it)),
            60,
            TimeUnit.SECONDS);
    return pod;
  }

  /** Ends all of them, as Kubernetes does: they let their calls end. */
  static void endAll() {
    TestCluster.get()
        .kubectl(
            "-n",
            Installation.NAMESPACE,
            "delete",
            "pod",
            "--selector=" + LABEL.replace(": ", "="),
            "--timeout=100s");
  }

  /** Calls once, or as often as the arguments say, from inside; the outcomes in their order. */
  List<JsonNode> once(String... arguments) {
    List<String> command = new ArrayList<>(List.of("once"));
    command.addAll(List.of(arguments));
    Shell.Run run = inside(command);
    List<JsonNode> outcomes =
        run.output().lines().filter(it -> it.startsWith("{")).map(CallerPod::tree).toList();
    if (outcomes.isEmpty()) {
      throw new AssertionError(run.output());
    }
    return outcomes;
  }

  /** The only call's outcome. */
  JsonNode call(String... arguments) {
    return once(arguments).getLast();
  }

  /** {@code open}, or why no connection comes about from inside. */
  String reach(String host, int port) {
    return inside(List.of("reach", host, Integer.toString(port))).good().strip();
  }

  private Shell.Run inside(List<String> arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "-n",
                namespace,
                "exec",
                name,
                "--",
                "/opt/java/bin/java",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                "/app/headgate-caller.jar"));
    command.addAll(arguments);
    return TestCluster.get().tryKubectl("", command.toArray(String[]::new));
  }

  /** Its log's lines of JSON so far. */
  List<JsonNode> said() {
    return resource()
        .getLog()
        .lines()
        .filter(it -> it.startsWith("{"))
        .map(CallerPod::tree)
        .toList();
  }

  /** The last of them, without asking for the others. */
  List<JsonNode> saidLast() {
    return resource()
        .tailingLines(20)
        .getLog()
        .lines()
        .filter(it -> it.startsWith("{"))
        .map(CallerPod::tree)
        .toList();
  }

  String phase() {
    return phase(Objects.requireNonNull(resource().get(), () -> "no pod " + name));
  }

  private static String phase(io.fabric8.kubernetes.api.model.Pod pod) {
    return pod.getStatus() == null ? "" : pod.getStatus().getPhase();
  }

  PodResource resource() {
    return TestCluster.get().client().pods().inNamespace(namespace).withName(name);
  }

  private static JsonNode tree(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(line, e);
    }
  }
}
