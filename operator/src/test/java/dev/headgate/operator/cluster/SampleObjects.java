package dev.headgate.operator.cluster;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Objects under {@code samples/}, as they are written, in a namespace of the test's own. */
final class SampleObjects {
  private static final Path SAMPLES = TestCluster.ROOT.resolve("samples");
  private static final KubernetesSerialization YAML = new KubernetesSerialization();

  private SampleObjects() {}

  /** What is no object of the test's own namespace: where kustomize finds it, and the namespace. */
  private static final Set<String> NOT_APPLIED = Set.of("Kustomization", "Namespace");

  /** Every object of a folder but its namespaces, in the files' order. */
  static List<GenericKubernetesResource> of(String folder, String namespace) {
    try (Stream<Path> files = Files.list(SAMPLES.resolve(folder))) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream()
          .flatMap(file -> Arrays.stream(TestCluster.read(file).split("(?m)^---$")))
          .map(document -> YAML.unmarshal(document, GenericKubernetesResource.class))
          .filter(object -> object != null && !NOT_APPLIED.contains(object.getKind()))
          .peek(object -> object.getMetadata().setNamespace(namespace))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static boolean ours(GenericKubernetesResource object) {
    return object.getApiVersion().startsWith("headgate.dev/");
  }
}
