package dev.headgate.crds.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headgate.crds.Condition;
import dev.headgate.crds.ConditionStatus;
import dev.headgate.crds.ConditionType;
import dev.headgate.crds.Reason;
import dev.headgate.crds.Timestamp;
import dev.headgate.crds.backend.ProviderBackend;
import dev.headgate.crds.budget.TokenBudget;
import dev.headgate.crds.consumer.LlmConsumer;
import dev.headgate.crds.drill.FailoverDrill;
import dev.headgate.crds.firewall.PromptFirewall;
import dev.headgate.crds.gateway.LlmGateway;
import dev.headgate.crds.route.LlmRoute;
import dev.headgate.crds.schema.Figure;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.crdv2.generator.CRDUtils;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinitionBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.CustomResource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The CustomResourceDefinitions of all kinds. */
final class Definitions {

  /** The kinds, in the order in which a reader meets them. */
  static final List<Class<? extends CustomResource<?, ?>>> KINDS =
      List.of(
          LlmGateway.class,
          ProviderBackend.class,
          LlmRoute.class,
          TokenBudget.class,
          LlmConsumer.class,
          PromptFirewall.class,
          FailoverDrill.class);

  private Definitions() {}

  /** One definition for each kind, by its class. */
  static Map<Class<?>, CustomResourceDefinition> all() {
    var byKind = new LinkedHashMap<Class<?>, CustomResourceDefinition>();
    for (Class<? extends CustomResource<?, ?>> kind : KINDS) {
      byKind.put(kind, definition(kind));
    }
    return byKind;
  }

  private static CustomResourceDefinition definition(Class<? extends CustomResource<?, ?>> kind) {
    var made = new CustomResourceDefinition[1];
    CRDPostProcessor keep =
        new CRDPostProcessor() {
          @Override
          public HasMetadata process(HasMetadata crd, String version) {
            made[0] = (CustomResourceDefinition) crd;
            return crd;
          }
        };
    new CRDGenerator()
        .withParallelGenerationEnabled(false)
        .customResourceClasses(List.of(kind))
        .forCRDVersions("v1")
        .withPostProcessor(keep)
        .withOutput(new Nowhere())
        .generate();
    CustomResourceDefinition definition = made[0];
    definition.getMetadata().setAnnotations(null);
    for (CustomResourceDefinitionVersion version : definition.getSpec().getVersions()) {
      complete(kind, version);
    }
    return definition;
  }

  private static void complete(
      Class<? extends CustomResource<?, ?>> kind, CustomResourceDefinitionVersion version) {
    Figure figure = kind.getAnnotation(Figure.class);
    version.setAdditionalPrinterColumns(columns(figure));
    JSONSchemaProps root = version.getSchema().getOpenAPIV3Schema();
    root.setDescription(figure.kind());
    root.setRequired(List.of("spec"));
    CRDUtils.SpecAndStatus types = CRDUtils.resolveSpecAndStatusTypes(kind);
    part(
        root,
        "spec",
        types.getSpecClassName(),
        "What is wanted. Written by people and GitOps only.");
    part(
            root,
            "status",
            types.getStatusClassName(),
            "What became of it. Written by the operator only.")
        .setDefault(unseen());
  }

  /**
   * The status of an object that the operator has not seen yet: tools that wait for objects read an
   * object without any as ready, for as long as no operator runs.
   */
  private static JsonNode unseen() {
    Condition ready =
        new Condition(
            ConditionType.Ready.name(),
            ConditionStatus.Unknown.name(),
            Reason.Reconciling.name(),
            "The operator has not seen it yet.",
            null,
            Timestamp.of(Instant.EPOCH));
    return new ObjectMapper().valueToTree(Map.of("conditions", List.of(ready)));
  }

  private static JSONSchemaProps part(
      JSONSchemaProps root, String name, String type, String description) {
    JSONSchemaProps part =
        Objects.requireNonNull(
            root.getProperties().get(name), "every kind has a spec and a status");
    try {
      Schema.complete(Class.forName(type), part, name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("spec and status are classes of this module", e);
    }
    part.setDescription(description);
    return part;
  }

  private static List<CustomResourceColumnDefinition> columns(Figure figure) {
    return List.of(
        column(
            "Ready",
            "string",
            ".status.conditions[?(@.type==\"Ready\")].status",
            "Whether it does what it says"),
        column(
            "Reason",
            "string",
            ".status.conditions[?(@.type==\"Ready\")].reason",
            "Why, in one word"),
        column(figure.name(), figure.type(), figure.path(), figure.description()),
        column("Age", "date", ".metadata.creationTimestamp", "How long it exists"));
  }

  private static CustomResourceColumnDefinition column(
      String name, String type, String path, String description) {
    return new CustomResourceColumnDefinitionBuilder()
        .withName(name)
        .withType(type)
        .withJsonPath(path)
        .withDescription(description)
        .build();
  }

  /** The generator insists on writing; what it writes is not complete yet. */
  private static final class Nowhere implements CRDGenerator.CRDOutput<ByteArrayOutputStream> {
    @Override
    public ByteArrayOutputStream outputFor(String name) throws IOException {
      return new ByteArrayOutputStream();
    }

    @Override
    public void close() {}
  }
}
