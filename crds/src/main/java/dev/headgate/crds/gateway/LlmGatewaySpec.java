package dev.headgate.crds.gateway;

import dev.headgate.crds.Absent;
import dev.headgate.crds.AllowedRoutes;
import dev.headgate.crds.ApiObject;
import dev.headgate.crds.Owner;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Items;
import dev.headgate.crds.schema.Patterns;
import dev.headgate.crds.schema.Range;
import dev.headgate.crds.schema.Text;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One fleet of proxies and its Service. */
@ApiObject
@ValidationRule(
    value = "!(has(self.replicas) && has(self.autoscaling))",
    message =
        "replicas and autoscaling exclude each other: keep autoscaling.minReplicas and drop"
            + " replicas")
@ValidationRule(
    value =
        "!has(self.listeners) || self.listeners.all(a, self.listeners.exists_one(b, a.port =="
            + " b.port))",
    message = "two listeners have the same port; give each a port of its own",
    fieldPath = ".listeners")
@ValidationRule(
    value =
        "!has(self.exchangeRates) || self.exchangeRates.all(a, !self.exchangeRates.exists(b, a.from"
            + " == b.to && a.to == b.from))",
    message =
        "a pair of currencies is given in both directions; give one, the other is its reciprocal",
    fieldPath = ".exchangeRates")
@ValidationRule(
    value =
        "!has(self.telemetry) || !has(self.telemetry.weeklyReport) || (has(self.notifications) &&"
            + " self.notifications.exists(n, n.name == self.telemetry.weeklyReport.notify))",
    message = "telemetry.weeklyReport.notify names none of spec.notifications",
    fieldPath = ".telemetry.weeklyReport.notify")
public record LlmGatewaySpec(
    @Doc(
            value = "Image of the proxy.",
            byDefault = "the operator's own version",
            example = "registry.example/headgate-proxy:1.0.0")
        @Text(pattern = Patterns.IMAGE, max = 512)
        @Nullable String image,
    @Doc(
            value = "How many proxies run. Not together with autoscaling.",
            unit = "proxies",
            byDefault = "2",
            example = "2")
        @Range(min = 0, max = 1000)
        @Nullable Integer replicas,
    @Doc("Let the number of proxies follow the load, instead of replicas. Off when absent.")
        @Nullable Autoscaling autoscaling,
    @Doc(
            value = "CPU and memory of each proxy.",
            byDefault = "requests of 1 CPU and 512Mi, a limit of 1Gi of memory")
        @Nullable ComputeResources resources,
    @Doc(
            value =
                "PriorityClass of the proxies' pods, for a cluster that is full. It must exist:"
                    + " else no proxy is created.",
            byDefault = "the cluster's default",
            example = "high-priority")
        @Text(pattern = Patterns.NAME, max = 253)
        @Nullable String priorityClassName,
    @Doc(
            value = "Where the proxies run; they prefer backends of their region.",
            byDefault = "none",
            example = "us-east")
        @Text(pattern = Patterns.REGION, max = 63)
        @Nullable String region,
    @Doc(
            value = "Ports of the Service. Containers listen on 8080 (plain) and 8443 (TLS).",
            byDefault = "one, http on port 80")
        @Items(max = 8, key = "name")
        List<Listener> listeners,
    @Doc(
            "The shared store. Without it routing, translation and circuits of each proxy work;"
                + " whatever needs shared state (budgets, deferral, fleet limits) is refused.")
        @Nullable Redis redis,
    @Doc("Ways in. Absent: keys of LlmConsumers only.") @Nullable Authentication authentication,
    @Doc("What a caller may send and hold.") @Nullable ConnectionLimits limits,
    @Doc(
            value = "Namespaces whose routes, budgets and consumers may join this gateway.",
            byDefault = "the own namespace only")
        @Nullable AllowedRoutes allowedRoutes,
    @Doc("Where backends may live.") @Nullable Upstreams upstreams,
    @Doc(
            value = "Currency of figures that span budgets, an ISO 4217 code.",
            schemaDefault = "USD",
            example = "USD")
        @Text(pattern = Patterns.CURRENCY, max = 16)
        String reportingCurrency,
    @Doc(
            "Rates between the currencies of prices and budgets. Two currencies that meet without a"
                + " rate are refused at apply time.")
        @Items(
            max = 32,
            key = {"from", "to"})
        List<ExchangeRate> exchangeRates,
    @Doc("What holds where a route, a backend or a consumer says nothing.")
        @Nullable GatewayDefaults defaults,
    @Doc(value = "Who answers for this gateway; a label of alerts.", byDefault = "none")
        @Nullable Owner owner,
    @Doc("A classifier of one's own. Absent: the built-in one.") @Nullable Classifier classifier,
    @Doc("Traces, statsd, objectives. Prometheus metrics are always on.")
        @Nullable Telemetry telemetry,
    @Doc(
            value = "Who is told what.",
            example =
                "[{name: platform, type: Slack, urlSecretKeyRef: {name: slack, key: url}, events:"
                    + " [Budget]}]")
        @Items(max = 16, key = "name")
        List<Notification> notifications,
    @Doc("What is written about each exchange.") @Nullable Audit audit,
    @Doc(
            value = "A sentence shown on the status page.",
            byDefault = "none",
            example = "Provider X is slow today")
        @Text(max = 512)
        @Nullable String statusMessage) {
  public LlmGatewaySpec {
    listeners = Absent.list(listeners);
    reportingCurrency = Absent.or(reportingCurrency, "USD");
    exchangeRates = Absent.list(exchangeRates);
    notifications = Absent.list(notifications);
  }
}
