package dev.headgate.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a cluster looked like when something went wrong: in {@code target/e2e}. */
final class Evidence {
  private static final List<String> NAMESPACES =
      List.of(Installation.NAMESPACE, Installation.SYSTEM);

  private Evidence() {}

  /** Of all pods, objects, events and logs; what cannot be had is left out. */
  static void keep(String name) {
    Path folder = Repository.ROOT.resolve("target/e2e").resolve(name);
    try {
      Files.createDirectories(folder);
      for (String namespace : NAMESPACES) {
        save(folder, namespace + "-pods", "-n", namespace, "get", "pods", "-o", "wide");
        save(folder, namespace + "-described", "-n", namespace, "describe", "pods,deploy,pdb");
        save(folder, namespace + "-ours", "-n", namespace, "get", "headgate", "-o", "yaml");
        save(folder, namespace + "-events", "-n", namespace, "get", "events");
        for (var pod : TestCluster.get().client().pods().inNamespace(namespace).list().getItems()) {
          String it = pod.getMetadata().getName();
          save(folder, it + ".log", "-n", namespace, "logs", it, "--tail=3000");
          save(folder, it + ".previous.log", "-n", namespace, "logs", it, "--previous");
        }
      }
      System.out.println("e2e: what it looked like then is in " + folder);
    } catch (IOException | RuntimeException e) {
      System.out.println("e2e: what it looked like then cannot be had: " + e);
    }
  }

  private static void save(Path folder, String name, String... command) throws IOException {
    Files.writeString(folder.resolve(name), TestCluster.get().tryKubectl("", command).output());
  }
}
