package dev.headgate.standalone;

import dev.headgate.standalone.Statuses.Readiness;
import java.util.List;

/** What a person reads once everything runs. */
final class Greeting {
  private Greeting() {}

  static String text(Layout layout, Demo demo, List<Readiness> statuses) {
    var ports = layout.ports();
    var text = new StringBuilder();
    text.append(
        """

        Headgate runs on this machine. Ctrl-C stops all of it.

          proxies    http://127.0.0.1:%d  http://127.0.0.1:%d   (base URL for SDKs; OpenAI's want /v1 behind it)
          health     http://127.0.0.1:%d/readyz  http://127.0.0.1:%d/readyz
          admin      127.0.0.1:%d  127.0.0.1:%d   (the operator's way in)
          console    http://127.0.0.1:%d   metrics of the whole: /metrics
          simulator  http://127.0.0.1:%d
          redis      127.0.0.1:%d
          manifests  %s   (edits act within 2 s)
          logs       %s
        """
            .formatted(
                ports.first(),
                ports.second(),
                layout.inner().firstHealth(),
                layout.inner().secondHealth(),
                layout.inner().firstAdmin(),
                layout.inner().secondAdmin(),
                ports.console(),
                ports.simulator(),
                ports.redis(),
                layout.manifests(),
                layout.scratch()));
    var notReady = statuses.stream().filter(s -> !s.ready().equals("True")).toList();
    if (!notReady.isEmpty()) {
      text.append("\nNot ready:\n");
      notReady.forEach(
          s ->
              text.append("  ")
                  .append(s.name())
                  .append(": ")
                  .append(s.reason())
                  .append(", ")
                  .append(s.message())
                  .append('\n'));
    }
    if (demo.key() == null || demo.model() == null) {
      text.append(
          "\nThe manifests hold no consumer with an API key and route with a plain model name, so"
              + " there is no command to paste.\n");
      return text.toString();
    }
    text.append("\nDemo key: ")
        .append(demo.key())
        .append("\n\nA chat:\n")
        .append(chat(ports, demo));
    text.append("\n\nA stream, through the other proxy:\n").append(stream(ports, demo));
    if (demo.provider() != null) {
      text.append("\n\nA failover: the first provider fails, the answer comes from the next:\n")
          .append(failover(ports, demo));
    }
    if (demo.toolLoop() != null) {
      text.append(
              "\n\n"
                  + "An agent's tool loop that changes vendor half way, from one dialect to"
                  + " another:\n")
          .append(toolLoop(layout, demo, demo.toolLoop()));
    }
    return text.append('\n').toString();
  }

  private static String chat(Ports ports, Demo demo) {
    return "curl -s " + call(ports.first(), demo, "");
  }

  private static String stream(Ports ports, Demo demo) {
    return "curl -sN " + call(ports.second(), demo, ",\"stream\":true");
  }

  private static String failover(Ports ports, Demo demo) {
    return "curl -s http://127.0.0.1:%d/_control/faults -d '{\"provider\":\"%s\",\"times\":2,\"fault\":{\"status\":500}}' && \\\ncurl -si %s"
        .formatted(ports.simulator(), demo.provider(), call(ports.first(), demo, ""));
  }

  private static String toolLoop(Layout layout, Demo demo, Demo.ToolLoop loop) {
    return "%s http://127.0.0.1:%d %s %s http://127.0.0.1:%d %s"
        .formatted(
            layout.home().resolve("samples/tool-loop"),
            layout.ports().first(),
            demo.key(),
            loop.model(),
            layout.ports().simulator(),
            loop.provider());
  }

  private static String call(int port, Demo demo, String more) {
    return "http://127.0.0.1:%d/v1/chat/completions -H 'Authorization: Bearer %s' -H 'Content-Type: application/json' -d '{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]%s}'"
        .formatted(port, demo.key(), demo.model(), more);
  }
}
