package dev.headgate.e2e;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Headgate on the cluster, brought there by what docs/install.md tells users to type. Made when a
 * part first asks for it; what went wrong then is told to every later one.
 */
final class Installation {
  static final String NAMESPACE = "ai";
  static final String SYSTEM = "headgate-system";
  static final String OPERATOR = "headgate-operator";

  private static final FutureTask<Installation> ONE = new FutureTask<>(Installation::make);

  private final List<String> before;
  private @Nullable Load load;

  private Installation(List<String> before) {
    this.before = before;
  }

  static Installation get() {
    ONE.run();
    try {
      return ONE.get();
    } catch (ExecutionException e) {
      throw new AssertionError("the installation failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Installation make() {
    TestCluster cluster = TestCluster.get();
    List<String> before = Inventory.take();
    if (before.stream().anyMatch(line -> line.contains("llmgateways.headgate.dev"))) {
      throw new IllegalStateException(
          "this cluster has kinds of headgate.dev already: `make e2e` installs them itself."
              + " Uninstall Headgate and its kinds first (docs/install.md)");
    }
    Document guide = Document.of("docs/install.md");
    List<String> blocks = new ArrayList<>();
    blocks.addAll(guide.commands("2. Kinds and operator"));
    blocks.add(guide.commands("3. A first gateway").getFirst());
    for (String block : blocks) {
      cluster.shell().script(block).good();
    }
    return new Installation(before);
  }

  /** What the cluster had before, as {@link Inventory} lists it. */
  List<String> before() {
    return before;
  }

  /** Traffic of callers who have nothing to do with what a part does; started when first asked. */
  synchronized Load load() {
    Load running = load;
    if (running == null) {
      TestCluster.get().apply(Repository.resource("traffic.yaml"));
      Providers.profile("paced", "{\"firstTokenMs\":50,\"perTokenMs\":100,\"outputTokens\":20}");
      Providers.profile("minute", "{\"firstTokenMs\":50,\"perTokenMs\":500,\"outputTokens\":120}");
      Eventually.holds(60, Ours::areReady);
      running = Load.start("traffic");
      load = running;
    }
    return running;
  }
}
