package dev.headgate.charts;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIf;

/** The whole class is skipped when there is no API server to run against. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@EnabledIf(
    value = "dev.headgate.charts.AuditedCluster#available",
    disabledReason = "no kube-apiserver: run by `make test`, which finds or builds it")
@interface NeedsApiServer {}
