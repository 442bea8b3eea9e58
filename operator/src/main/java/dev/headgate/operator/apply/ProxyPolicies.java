package dev.headgate.operator.apply;

import dev.headgate.crds.gateway.Autoscaling;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HPAScalingPolicy;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HPAScalingRules;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HPAScalingRulesBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricSpec;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricSpecBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import java.util.List;
import java.util.Map;

/** What keeps proxies up, reachable by the right ones, and as many as needed. */
final class ProxyPolicies {
  /** What proxies tell of themselves under this name (surface.md, "Metrics"). */
  private static final String IN_FLIGHT = "headgate_requests_in_flight";

  private static final int DEFAULT_MIN_REPLICAS = 2;
  private static final int DEFAULT_CPU_PERCENT = 70;

  private static final int AWAY_SECONDS = 60;

  private ProxyPolicies() {}

  static PodDisruptionBudget disruption(ObjectNames names) {
    return new PodDisruptionBudgetBuilder()
        .withNewMetadata()
        .withNamespace(names.namespace())
        .withName(names.proxy())
        .withLabels(names.labels())
        .endMetadata()
        .withNewSpec()
        .withMaxUnavailable(new IntOrString(1))
        .withNewSelector()
        .withMatchLabels(names.selector())
        .endSelector()
        .endSpec()
        .build();
  }

  /** Anyone may call and scrape; only the operator reaches the admin port. */
  static NetworkPolicy network(ObjectNames names, String operatorNamespace) {
    return new NetworkPolicyBuilder()
        .withNewMetadata()
        .withNamespace(names.namespace())
        .withName(names.proxy())
        .withLabels(names.labels())
        .endMetadata()
        .withNewSpec()
        .withNewPodSelector()
        .withMatchLabels(names.selector())
        .endPodSelector()
        .withPolicyTypes("Ingress")
        .addNewIngress()
        .addNewPort()
        .withProtocol("TCP")
        .withPort(new IntOrString(ProxyPorts.DATA))
        .endPort()
        .addNewPort()
        .withProtocol("TCP")
        .withPort(new IntOrString(ProxyPorts.DATA_TLS))
        .endPort()
        .addNewPort()
        .withProtocol("TCP")
        .withPort(new IntOrString(ProxyPorts.HEALTH))
        .endPort()
        .endIngress()
        .addNewIngress()
        .addNewFrom()
        .withNewNamespaceSelector()
        .withMatchLabels(Map.of("kubernetes.io/metadata.name", operatorNamespace))
        .endNamespaceSelector()
        .withNewPodSelector()
        .withMatchLabels(Map.of("app.kubernetes.io/name", "headgate-operator"))
        .endPodSelector()
        .endFrom()
        .addNewPort()
        .withProtocol("TCP")
        .withPort(new IntOrString(ProxyPorts.ADMIN))
        .endPort()
        .endIngress()
        .endSpec()
        .build();
  }

  static HorizontalPodAutoscaler scaling(ObjectNames names, Autoscaling scaling) {
    return new HorizontalPodAutoscalerBuilder()
        .withNewMetadata()
        .withNamespace(names.namespace())
        .withName(names.proxy())
        .withLabels(names.labels())
        .endMetadata()
        .withNewSpec()
        .withNewScaleTargetRef()
        .withApiVersion("apps/v1")
        .withKind("Deployment")
        .withName(names.proxy())
        .endScaleTargetRef()
        .withMinReplicas(
            scaling.minReplicas() == null
                ? Integer.valueOf(Math.min(DEFAULT_MIN_REPLICAS, scaling.maxReplicas()))
                : scaling.minReplicas())
        .withMaxReplicas(scaling.maxReplicas())
        .withMetrics(metrics(scaling))
        .withNewBehavior()
        .withScaleDown(slowly())
        .endBehavior()
        .endSpec()
        .build();
  }

  /**
   * One proxy a minute, or a tenth of many: callers of one that goes come to the others, which are
   * looked at again before the next one goes. For how long the need must have been smaller is left
   * out: it is the cluster's (300 s), and whoever sets it on the autoscaler keeps it.
   */
  private static HPAScalingRules slowly() {
    return new HPAScalingRulesBuilder()
        .withSelectPolicy("Max")
        .withPolicies(
            new HPAScalingPolicy(AWAY_SECONDS, "Pods", 1),
            new HPAScalingPolicy(AWAY_SECONDS, "Percent", 10))
        .build();
  }

  /**
   * By CPU always, and by calls in flight where that is asked for: a cluster that serves no custom
   * metrics still adds proxies by CPU, and never removes one while it cannot see the calls.
   */
  private static List<MetricSpec> metrics(Autoscaling scaling) {
    return scaling.targetInFlight() == null
        ? List.of(cpu(scaling))
        : List.of(cpu(scaling), inFlight(scaling.targetInFlight()));
  }

  private static MetricSpec inFlight(int perProxy) {
    return new MetricSpecBuilder()
        .withType("Pods")
        .withNewPods()
        .withNewMetric()
        .withName(IN_FLIGHT)
        .endMetric()
        .withNewTarget()
        .withType("AverageValue")
        .withAverageValue(new Quantity(Integer.toString(perProxy)))
        .endTarget()
        .endPods()
        .build();
  }

  private static MetricSpec cpu(Autoscaling scaling) {
    return new MetricSpecBuilder()
        .withType("Resource")
        .withNewResource()
        .withName("cpu")
        .withNewTarget()
        .withType("Utilization")
        .withAverageUtilization(
            scaling.targetCpuPercent() == null
                ? Integer.valueOf(DEFAULT_CPU_PERCENT)
                : scaling.targetCpuPercent())
        .endTarget()
        .endResource()
        .build();
  }
}
