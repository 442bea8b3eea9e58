package dev.headgate.operator.watch;

import dev.headgate.crds.KindStatus;
import dev.headgate.operator.status.SameStatus;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The controller of one kind. All it does is to tell the world of changes and to write the status
 * that the world has found for the object.
 *
 * @param <R> the kind
 */
final class StatusReconciler<R extends CustomResource<?, S>, S extends KindStatus>
    implements Reconciler<R> {
  private final Supplier<R> fresh;
  private final Class<S> statusType;
  private final StatusDesk desk;
  private final SimpleInboundEventSource<R> wake = new SimpleInboundEventSource<>("wake");

  StatusReconciler(Supplier<R> fresh, Class<S> statusType, StatusDesk desk) {
    this.fresh = fresh;
    this.statusType = statusType;
    this.desk = desk;
  }

  @Override
  public List<EventSource<?, R>> prepareEventSources(EventSourceContext<R> context) {
    return List.of(wake);
  }

  /** Has the object looked at again, for its status. */
  void wake(String namespace, String name) {
    wake.propagateEvent(new ResourceID(name, namespace));
  }

  /** Who is deleted between our look and our write has no status to be written, and needs none. */
  @Override
  public ErrorStatusUpdateControl<R> updateErrorStatus(
      R object, Context<R> context, Exception problem) {
    return isGone(problem)
        ? ErrorStatusUpdateControl.<R>noStatusUpdate().withNoRetry()
        : ErrorStatusUpdateControl.defaultErrorProcessing();
  }

  static boolean isGone(Throwable problem) {
    return Stream.iterate(problem, Objects::nonNull, Throwable::getCause)
        .anyMatch(
            cause ->
                cause instanceof KubernetesClientException refusal
                    && refusal.getCode() == HttpURLConnection.HTTP_NOT_FOUND);
  }

  @Override
  public UpdateControl<R> reconcile(R object, Context<R> context) {
    if (context.isPrimaryResourceDeleted() || object.isMarkedForDeletion()) {
      desk.deleted(object);
      return UpdateControl.noUpdate();
    }
    desk.seen(object);
    Optional<KindStatus> wanted = desk.status(object);
    if (wanted.isEmpty() || SameStatus.same(object.getStatus(), wanted.get())) {
      return UpdateControl.noUpdate();
    }
    desk.tell(object, wanted.get());
    R patch = fresh.get();
    patch.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(object.getMetadata().getNamespace())
            .withName(object.getMetadata().getName())
            .build());
    patch.setStatus(statusType.cast(wanted.get()));
    if (ForeignHand.in(object)) {
      new ForeignHand(context.getClient()).undo(patch);
      return UpdateControl.noUpdate();
    }
    return UpdateControl.patchStatus(patch);
  }
}
