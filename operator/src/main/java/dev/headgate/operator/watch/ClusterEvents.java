package dev.headgate.operator.watch;

import dev.headgate.operator.apply.Applier;
import dev.headgate.operator.status.Notice;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Events as {@code kubectl describe} shows them, beside the object they are about. */
final class ClusterEvents implements EventSink {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterEvents.class);

  private final KubernetesClient client;
  private final InstantSource clock;
  private final Executor executor;

  ClusterEvents(KubernetesClient client, InstantSource clock, Executor executor) {
    this.client = client;
    this.clock = clock;
    this.executor = executor;
  }

  @Override
  public void tell(HasMetadata object, Notice notice) {
    LOG.info(
        "{} {}/{}: {}: {}",
        object.getKind(),
        object.getMetadata().getNamespace(),
        object.getMetadata().getName(),
        notice.reason(),
        notice.message());
    Event event = event(object, notice);
    executor.execute(
        () -> {
          try {
            client.resource(event).create();
          } catch (KubernetesClientException e) {
            LOG.warn("an event was not written: {}", e.getMessage());
          }
        });
  }

  private Event event(HasMetadata object, Notice notice) {
    String now = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    return new EventBuilder()
        .withNewMetadata()
        .withNamespace(object.getMetadata().getNamespace())
        .withGenerateName(object.getMetadata().getName() + ".")
        .endMetadata()
        .withNewInvolvedObject()
        .withApiVersion(object.getApiVersion())
        .withKind(object.getKind())
        .withNamespace(object.getMetadata().getNamespace())
        .withName(object.getMetadata().getName())
        .withUid(object.getMetadata().getUid())
        .withResourceVersion(object.getMetadata().getResourceVersion())
        .endInvolvedObject()
        .withType(notice.warning() ? "Warning" : "Normal")
        .withReason(notice.reason())
        .withMessage(notice.message())
        .withCount(1)
        .withFirstTimestamp(now)
        .withLastTimestamp(now)
        .withNewSource()
        .withComponent(Applier.FIELD_MANAGER)
        .endSource()
        .withReportingComponent(Applier.FIELD_MANAGER)
        .build();
  }
}
