package dev.headgate.dataplane.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.contract.FailureClass;
import dev.headgate.contract.TrafficClass;
import dev.headgate.dataplane.terms.TargetKey;
import dev.headgate.dataplane.terms.Usage;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProxyMetricsTest {
  private static final TargetKey A = new TargetKey("ai/openai-a", "gpt");
  private static final TargetKey B = new TargetKey("ai/openai-b", "gpt");

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final ProxyMetrics metrics = new ProxyMetrics(registry);

  @Test
  void everyFigureHasTheNameAndTheLabelsThatWerePromised() {
    metrics.requestEnded("ai/chat", TrafficClass.Interactive, "paid", ProxyMetrics.OK);
    metrics.requestEnded(ProxyMetrics.NO_ROUTE, null, null, "invalid_key");
    metrics.attemptEnded("ai/chat", A, CallKind.FIRST, FailureClass.Transient);
    metrics.attemptEnded("ai/chat", B, CallKind.FAILOVER, null);
    metrics.failedOver("ai/chat", A, B, FailureClass.Transient);
    metrics.failoverCost("ai/chat", A, B, "USD", 500_000_000);
    metrics.spent("shop", "ai/chat", B, CallKind.FAILOVER, "USD", 1_500_000_000);
    metrics.overhead(Stage.TOTAL, 1_000_000);
    metrics.budgetStep(BudgetStep.RESERVE, 300_000);
    metrics.modelCalled(
        new ModelCall("chat", B, new Usage(10, 0, 0, 0, 5, 0), 2_000_000_000L, 1_000_000_000L));

    assertThat(registry.scrape().lines())
        .contains(
            """
            headgate_requests_total{class="Interactive",consumer_tier="paid",outcome="ok",route="ai/chat"} 1.0\
            """,
            """
            headgate_requests_total{class="none",consumer_tier="none",outcome="invalid_key",route="none"} 1.0\
            """,
            """
            headgate_attempts_total{kind="first",outcome="Transient",route="ai/chat",target="openai-a/gpt"} 1.0\
            """,
            """
            headgate_attempts_total{kind="failover",outcome="ok",route="ai/chat",target="openai-b/gpt"} 1.0\
            """,
            """
            headgate_failovers_total{from="openai-a/gpt",reason="Transient",route="ai/chat",to="openai-b/gpt"} 1.0\
            """,
            """
            headgate_failover_cost_delta_total{currency="USD",from="openai-a/gpt",route="ai/chat",to="openai-b/gpt"} 0.5\
            """,
            """
            headgate_spend_total{currency="USD",kind="failover",route="ai/chat",target="openai-b/gpt",tenant="shop"} 1.5\
            """,
            "headgate_overhead_seconds_count{stage=\"total\"} 1",
            "headgate_budget_step_seconds_count{step=\"reserve\"} 1",
            """
            gen_ai_client_token_usage_sum{gen_ai_operation_name="chat",gen_ai_request_model="openai-b/gpt",gen_ai_token_type="input"} 10.0\
            """,
            """
            gen_ai_client_operation_duration_seconds_sum{gen_ai_operation_name="chat",gen_ai_request_model="openai-b/gpt"} 2.0\
            """,
            """
            gen_ai_server_time_to_first_token_seconds_sum{gen_ai_operation_name="chat",gen_ai_request_model="openai-b/gpt"} 1.0\
            """,
            """
            gen_ai_server_time_per_output_token_seconds_sum{gen_ai_operation_name="chat",gen_ai_request_model="openai-b/gpt"} 0.25\
            """);
  }

  @Test
  void aLabelThatKeepsGrowingEndsInOther() {
    for (int i = 0; i < BoundedMeters.MAX_SERIES + 500; i++) {
      metrics.requestEnded("ai/route-" + i, TrafficClass.Batch, null, ProxyMetrics.OK);
    }

    var series = registry.scrape().lines().filter(l -> l.startsWith("headgate_requests_total{"));
    assertThat(List.copyOf(series.toList()))
        .hasSize(BoundedMeters.MAX_SERIES + 1)
        .contains(
            """
            headgate_requests_total{class="other",consumer_tier="other",outcome="other",route="other"} 500.0\
            """);
  }
}
