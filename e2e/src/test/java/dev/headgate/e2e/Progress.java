package dev.headgate.e2e;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.opentest4j.TestAbortedException;

/** Says of each test how it ended and how long it took, while the others still run. */
final class Progress implements BeforeTestExecutionCallback, AfterTestExecutionCallback {
  private static final Namespace HERE = Namespace.create(Progress.class);

  @Override
  public void beforeTestExecution(ExtensionContext context) {
    context.getStore(HERE).put("began", System.nanoTime());
  }

  @Override
  public void afterTestExecution(ExtensionContext context) {
    Long began = context.getStore(HERE).get("began", Long.class);
    Throwable thrown = context.getExecutionException().orElse(null);
    String name =
        context.getRequiredTestClass().getSimpleName()
            + "."
            + context.getRequiredTestMethod().getName();
    System.out.printf(
        Locale.ROOT,
        "e2e: %6.1f s  %-7s %s%n",
        began == null ? 0 : Duration.ofNanos(System.nanoTime() - began).toMillis() / 1e3,
        verdict(thrown),
        name);
    if (thrown instanceof TestAbortedException skipped) {
      System.out.println("e2e: " + skipped.getMessage());
    } else if (thrown != null) {
      Evidence.keep(name);
    }
  }

  private static String verdict(@Nullable Throwable thrown) {
    if (thrown == null) {
      return "ok";
    }
    return thrown instanceof TestAbortedException ? "skipped" : "FAILED";
  }
}
