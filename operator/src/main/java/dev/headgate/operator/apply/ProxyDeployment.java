package dev.headgate.operator.apply;

import dev.headgate.crds.gateway.ComputeResources;
import dev.headgate.crds.gateway.LlmGatewaySpec;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The proxies of a gateway as a Deployment. */
final class ProxyDeployment {
  private static final int DEFAULT_REPLICAS = 2;
  private static final long NOBODY = 65532;
  private static final long PRE_STOP_SECONDS = 10;

  /** After the pause, time for streams to finish; calls have ended by then. */
  private static final long GRACE_SECONDS = 330;

  private static final String DRAIN = "300s";

  private static final String SNAPSHOT_DIR = "/etc/headgate/snapshot";
  private static final String TLS_DIR = "/etc/headgate/tls";
  private static final String STATE_DIR = "/var/lib/headgate";

  private ProxyDeployment() {}

  static Deployment of(ObjectNames names, LlmGatewaySpec spec, String defaultImage) {
    String image = spec.image() == null ? defaultImage : spec.image();
    // With an autoscaler nobody else may own the number of replicas: it would go back and forth.
    Integer replicas =
        spec.autoscaling() != null
            ? null
            : spec.replicas() == null ? Integer.valueOf(DEFAULT_REPLICAS) : spec.replicas();
    return new DeploymentBuilder()
        .withNewMetadata()
        .withNamespace(names.namespace())
        .withName(names.proxy())
        .withLabels(names.labels())
        .endMetadata()
        .withNewSpec()
        .withReplicas(replicas)
        .withNewSelector()
        .withMatchLabels(names.selector())
        .endSelector()
        .withNewStrategy()
        .withType("RollingUpdate")
        .withNewRollingUpdate()
        .withMaxUnavailable(new IntOrString(0))
        .withMaxSurge(new IntOrString(1))
        .endRollingUpdate()
        .endStrategy()
        .withNewTemplate()
        .withNewMetadata()
        .withLabels(names.labels())
        .endMetadata()
        .withNewSpec()
        .withServiceAccountName(names.account())
        .withPriorityClassName(spec.priorityClassName())
        .withAutomountServiceAccountToken(false)
        .withEnableServiceLinks(false)
        .withTerminationGracePeriodSeconds(GRACE_SECONDS)
        .withNewSecurityContext()
        .withRunAsNonRoot(true)
        .withRunAsUser(NOBODY)
        .withRunAsGroup(NOBODY)
        .withFsGroup(NOBODY)
        .withNewSeccompProfile()
        .withType("RuntimeDefault")
        .endSeccompProfile()
        .endSecurityContext()
        .addNewTopologySpreadConstraint()
        .withMaxSkew(1)
        .withTopologyKey("kubernetes.io/hostname")
        .withWhenUnsatisfiable("ScheduleAnyway")
        .withNewLabelSelector()
        .withMatchLabels(names.selector())
        .endLabelSelector()
        .endTopologySpreadConstraint()
        .withContainers(container(names, spec, image))
        .withVolumes(volumes(names))
        .endSpec()
        .endTemplate()
        .endSpec()
        .build();
  }

  private static Container container(ObjectNames names, LlmGatewaySpec spec, String image) {
    return new ContainerBuilder()
        .withName("proxy")
        .withImage(image)
        .withArgs("proxy")
        .withEnv(environment(names))
        .addNewPort()
        .withName("data")
        .withContainerPort(ProxyPorts.DATA)
        .withProtocol("TCP")
        .endPort()
        .addNewPort()
        .withName("health")
        .withContainerPort(ProxyPorts.HEALTH)
        .withProtocol("TCP")
        .endPort()
        .addNewPort()
        .withName("admin")
        .withContainerPort(ProxyPorts.ADMIN)
        .withProtocol("TCP")
        .endPort()
        .withReadinessProbe(probe("/readyz", 2, 2))
        .withLivenessProbe(probe("/livez", 10, 3))
        // Asked every second: a proxy serves within one, and nobody asks for readiness before.
        .withStartupProbe(probe("/livez", 1, 120))
        .withNewLifecycle()
        .withNewPreStop()
        .withNewSleep()
        .withSeconds(PRE_STOP_SECONDS)
        .endSleep()
        .endPreStop()
        .endLifecycle()
        .withNewSecurityContext()
        .withAllowPrivilegeEscalation(false)
        .withReadOnlyRootFilesystem(true)
        .withNewCapabilities()
        .withDrop("ALL")
        .endCapabilities()
        .endSecurityContext()
        .withResources(resources(spec.resources()))
        .addNewVolumeMount()
        .withName("snapshot")
        .withMountPath(SNAPSHOT_DIR)
        .withReadOnly(true)
        .endVolumeMount()
        .addNewVolumeMount()
        .withName("tls")
        .withMountPath(TLS_DIR)
        .withReadOnly(true)
        .endVolumeMount()
        .addNewVolumeMount()
        .withName("state")
        .withMountPath(STATE_DIR)
        .endVolumeMount()
        .addNewVolumeMount()
        .withName("tmp")
        .withMountPath("/tmp")
        .endVolumeMount()
        .build();
  }

  private static List<EnvVar> environment(ObjectNames names) {
    return List.of(
        env("HEADGATE_GATEWAY", names.namespace() + "/" + names.gateway()),
        new EnvVarBuilder()
            .withName("HEADGATE_PROXY_NAME")
            .withNewValueFrom()
            .withNewFieldRef()
            .withFieldPath("metadata.name")
            .endFieldRef()
            .endValueFrom()
            .build(),
        env("HEADGATE_SNAPSHOT_DIR", SNAPSHOT_DIR),
        env("HEADGATE_STATE_DIR", STATE_DIR),
        env("HEADGATE_DATA_PORT", Integer.toString(ProxyPorts.DATA)),
        env("HEADGATE_HEALTH_PORT", Integer.toString(ProxyPorts.HEALTH)),
        env("HEADGATE_ADMIN_PORT", Integer.toString(ProxyPorts.ADMIN)),
        env("HEADGATE_ADMIN_TLS_DIR", TLS_DIR),
        env("HEADGATE_DRAIN_TIMEOUT", DRAIN));
  }

  private static EnvVar env(String name, String value) {
    return new EnvVarBuilder().withName(name).withValue(value).build();
  }

  private static Probe probe(String path, int periodSeconds, int failures) {
    return new ProbeBuilder()
        .withNewHttpGet()
        .withPath(path)
        .withPort(new IntOrString("health"))
        .endHttpGet()
        .withPeriodSeconds(periodSeconds)
        .withFailureThreshold(failures)
        .withTimeoutSeconds(2)
        .build();
  }

  private static ResourceRequirements resources(@Nullable ComputeResources given) {
    Map<String, Quantity> requests = given == null ? Map.of() : given.requests();
    Map<String, Quantity> limits = given == null ? Map.of() : given.limits();
    return new ResourceRequirementsBuilder()
        .withRequests(
            requests.isEmpty()
                ? Map.of("cpu", new Quantity("1"), "memory", new Quantity("512Mi"))
                : requests)
        .withLimits(limits.isEmpty() ? Map.of("memory", new Quantity("1Gi")) : limits)
        .build();
  }

  private static List<Volume> volumes(ObjectNames names) {
    return List.of(
        // Optional: the first proxy starts before the first snapshot and gets it by a push.
        new VolumeBuilder()
            .withName("snapshot")
            .withNewSecret()
            .withSecretName(names.snapshot())
            .withOptional(true)
            .withDefaultMode(0440)
            .endSecret()
            .build(),
        new VolumeBuilder()
            .withName("tls")
            .withNewSecret()
            .withSecretName(names.tls())
            .withDefaultMode(0440)
            .endSecret()
            .build(),
        // In memory: it holds provider credentials.
        new VolumeBuilder()
            .withName("state")
            .withNewEmptyDir()
            .withMedium("Memory")
            .withSizeLimit(new Quantity("16Mi"))
            .endEmptyDir()
            .build(),
        // The native transport unpacks itself there; the root is read-only.
        new VolumeBuilder()
            .withName("tmp")
            .withNewEmptyDir()
            .withSizeLimit(new Quantity("64Mi"))
            .endEmptyDir()
            .build());
  }
}
