package dev.headgate.operator.cluster;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIf;

/**
 * The whole class is skipped, its callbacks too, when there is no API server to run against: an
 * assumption inside a callback would leave the ones after it to end what never began.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@EnabledIf(
    value = "dev.headgate.operator.cluster.TestCluster#available",
    disabledReason = "no kube-apiserver: run by `make test`, which finds or builds it")
@interface NeedsApiServer {}
