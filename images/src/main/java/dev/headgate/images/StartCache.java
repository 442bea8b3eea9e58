package dev.headgate.images;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a JVM learns in a training run, so that later ones start in half the time (JEP 514). It fits
 * the jars, the JVM and the flags that it was made with, and no two runs learn exactly the same.
 */
final class StartCache {
  /** Where it lies in the image. */
  static final String TARGET = "/app/start.aot";

  private static final Pattern SERVES = Pattern.compile("data (\\d+), health (\\d+), admin (\\d+)");
  private static final Pattern PROGRAMMED = Pattern.compile("serving .* from");
  private static final Pattern LISTED = Pattern.compile("Informer startup error");
  private static final String SNAPSHOT = "snapshot.json.gz";
  private static final String TOKEN = "only-for-the-training-run-of-the-build";

  private final Path root;
  private final Path java;
  private final JvmFlags flags;
  private final Path scratch;

  /**
   * For all programs.
   *
   * @param root of the repository
   * @param java home of the linked JVM
   */
  StartCache(Path root, Path java, JvmFlags flags, Path scratch) {
    this.root = root;
    this.java = java;
    this.flags = flags;
    this.scratch = scratch;
  }

  /**
   * Trains the proxy as it starts in a pod: with a mounted snapshot and certificates, then an
   * operator that pushes over mutual TLS and asks for a report, and callers.
   *
   * @param jar its own, beside its libraries, as old as it will be in the image
   * @param operator the operator's jar, which makes the snapshot
   */
  Path proxy(Path jar, Path operator) throws IOException, InterruptedException {
    Path cache = fresh("proxy.aot");
    Path mounted = snapshot(jar, operator);
    try {
      TrainingPapers papers = TrainingPapers.make(keytool(), fresh("training.p12"));
      Map<String, String> environment = environment("state");
      environment.put("HEADGATE_SNAPSHOT_DIR", mounted.toString());
      environment.put(
          "HEADGATE_ADMIN_TLS_DIR", papers.writeProxys(scratch.resolve("tls")).toString());
      try (Running proxy =
              Running.start(
                  command(Program.PROXY, jar, List.of(learns(cache))),
                  environment,
                  scratch.resolve("proxy.log"));
          HttpClient pushing = HttpClient.newBuilder().sslContext(papers.operators()).build()) {
        Matcher ports = proxy.says(SERVES);
        String admin = "https://127.0.0.1:" + ports.group(3);
        send(
            pushing,
            HttpRequest.newBuilder(URI.create(admin + "/snapshot"))
                .PUT(HttpRequest.BodyPublishers.ofFile(mounted.resolve(SNAPSHOT)))
                .build());
        send(pushing, HttpRequest.newBuilder(URI.create(admin + "/report?after=0")).build());
        calls(ports.group(1), ports.group(2));
      }
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
    return made(cache);
  }

  /** The quickstart's snapshot in a directory, by a proxy that took it from an operator. */
  private Path snapshot(Path jar, Path operator) throws IOException, InterruptedException {
    Map<String, String> environment = environment("accepted");
    environment.put("HEADGATE_ADMIN_TOKEN", TOKEN);
    try (Running proxy =
        Running.start(
            command(Program.PROXY, jar, List.of()),
            environment,
            scratch.resolve("proxy-before-training.log"))) {
      Matcher ports = proxy.says(SERVES);
      try (Running unused =
          Running.start(
              command(
                  Program.OPERATOR,
                  operator,
                  List.of(),
                  "--manifests",
                  root.resolve("samples/quickstart").toString(),
                  "--status-dir",
                  scratch.resolve("status").toString(),
                  "--health-port",
                  "0",
                  "--proxy",
                  "training=http://127.0.0.1:" + ports.group(3)),
              Map.of("HEADGATE_ADMIN_TOKEN", TOKEN),
              scratch.resolve("operator-of-training.log"))) {
        proxy.says(PROGRAMMED);
      }
    }
    Path mounted = Files.createDirectories(scratch.resolve("mounted"));
    Files.copy(
        scratch.resolve("accepted").resolve("accepted-snapshot"),
        mounted.resolve(SNAPSHOT),
        StandardCopyOption.REPLACE_EXISTING);
    return mounted;
  }

  private Map<String, String> environment(String state) throws IOException {
    return new HashMap<>(
        Map.of(
            "HEADGATE_BIND", "127.0.0.1",
            "HEADGATE_PROXY_NAME", "training",
            "HEADGATE_DATA_PORT", "0",
            "HEADGATE_HEALTH_PORT", "0",
            "HEADGATE_ADMIN_PORT", "0",
            "HEADGATE_STATE_DIR", Files.createDirectories(scratch.resolve(state)).toString()));
  }

  private static Path keytool() {
    return Path.of(System.getProperty("java.home"), "bin", "keytool");
  }

  /** Trains the operator: it starts and looks for an API server that is not there. */
  Path operator(Path jar) throws IOException, InterruptedException {
    Path cache = fresh("operator.aot");
    try (Running operator =
        Running.start(
            command(Program.OPERATOR, jar, List.of(learns(cache)), "--health-port", "0"),
            Map.of("KUBERNETES_MASTER", "http://127.0.0.1:9", "HEADGATE_NAMESPACE", "training"),
            scratch.resolve("operator.log"))) {
      operator.says(LISTED);
    }
    return made(cache);
  }

  private Path fresh(String name) throws IOException {
    Files.createDirectories(scratch);
    Path cache = scratch.resolve(name);
    Files.deleteIfExists(cache);
    return cache;
  }

  private static Path made(Path cache) throws IOException {
    if (!Files.isRegularFile(cache)) {
      throw new IOException("the training run left no " + cache);
    }
    return cache;
  }

  private static String learns(Path cache) {
    return "-XX:AOTCacheOutput=" + cache;
  }

  private List<String> command(Program program, Path jar, List<String> more, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(java.resolve("bin/java").toString());
    command.addAll(flags.of(program.module()));
    command.addAll(more);
    command.addAll(List.of("-jar", jar.toString(), program.arguments().getFirst()));
    command.addAll(List.of(arguments));
    return command;
  }

  /** What a fresh proxy is asked first: whether it is ready, for its metrics, for an answer. */
  private static void calls(String data, String health) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      for (String path : List.of("/livez", "/readyz", "/metrics")) {
        send(client, HttpRequest.newBuilder(on(health, path)).build());
      }
      send(
          client,
          HttpRequest.newBuilder(on(data, "/v1/chat/completions"))
              .header("authorization", "Bearer hg_demo0001_only-for-trying-it-out")
              .header("content-type", "application/json")
              .POST(
                  HttpRequest.BodyPublishers.ofString(
                      """
                      {"model": "chat", "messages": [{"role": "user", "content": "hello"}]}\
                      """))
              .build());
    }
  }

  private static URI on(String port, String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  /** Whatever the answer: there is no provider here, and what is refused is learned too. */
  private static void send(HttpClient client, HttpRequest request)
      throws IOException, InterruptedException {
    client.send(request, HttpResponse.BodyHandlers.discarding());
  }
}
