package dev.headgate.crds.gateway;

import dev.headgate.crds.Absent;
import dev.headgate.crds.ApiObject;
import dev.headgate.crds.SecretKeyRef;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Items;
import dev.headgate.crds.schema.Patterns;
import dev.headgate.crds.schema.Text;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who is told what. */
@ApiObject
@ValidationRule(
    value = "has(self.url) != has(self.urlSecretKeyRef)",
    message = "exactly one of url and urlSecretKeyRef is needed")
@ValidationRule(
    value = "self.type != 'Slack' || !has(self.url)",
    message =
        "whoever knows a Slack webhook's address may post: keep it in a Secret and give"
            + " urlSecretKeyRef",
    fieldPath = ".url")
@ValidationRule(
    value = "!has(self.channel) || self.type == 'Slack'",
    message = "channel is only used with type: Slack",
    fieldPath = ".channel")
@ValidationRule(
    value = "!has(self.hmacSecretKeyRef) || self.type == 'Webhook'",
    message = "hmacSecretKeyRef is only used with type: Webhook",
    fieldPath = ".hmacSecretKeyRef")
public record Notification(
    @Doc(value = "Name that budgets and reports refer to.", example = "platform")
        @Text(pattern = Patterns.LABEL, max = 63)
        @Required
        String name,
    @Doc(
            value = "Slack: an incoming webhook. Alertmanager: its API v2. Webhook: JSON by POST.",
            example = "Slack")
        @Required
        NotificationType type,
    @Doc(
            value = "Address, when it is no secret.",
            example = "\"http://alertmanager.observability.svc:9093\"")
        @Text(pattern = Patterns.HTTP_URL, max = 2048)
        @Nullable String url,
    @Doc(value = "Address that is itself a secret.", example = "{name: slack, key: url}")
        @Nullable SecretKeyRef urlSecretKeyRef,
    @Doc(value = "Slack channel.", byDefault = "the webhook's own", example = "\"#eng-ops-alerts\"")
        @Text(max = 80)
        @Nullable String channel,
    @Doc(
            value = "Key that signs a webhook's body (HMAC-SHA256).",
            byDefault = "unsigned",
            example = "{name: hook, key: secret}")
        @Nullable SecretKeyRef hmacSecretKeyRef,
    @Doc(value = "What is told.", example = "[Failover, Budget, Circuit, Anomaly]")
        @Items(min = 1, max = 8, unique = true)
        @Required
        List<NotificationEvent> events) {
  public Notification {
    events = Absent.list(events);
  }
}
