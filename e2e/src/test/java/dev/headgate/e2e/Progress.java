package dev.headgate.e2e;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.TestWatcher;

/** Says of each part how long it took, while the others still run. */
final class Progress
    implements BeforeTestExecutionCallback, AfterTestExecutionCallback, TestWatcher {
  private static final Namespace HERE = Namespace.create(Progress.class);

  @Override
  public void beforeTestExecution(ExtensionContext context) {
    context.getStore(HERE).put("began", System.nanoTime());
  }

  @Override
  public void afterTestExecution(ExtensionContext context) {
    Long began = context.getStore(HERE).get("began", Long.class);
    String verdict = context.getExecutionException().isPresent() ? "FAILED" : "ok";
    System.out.printf(
        Locale.ROOT,
        "e2e: %6.1f s  %-6s %s.%s%n",
        began == null ? 0 : Duration.ofNanos(System.nanoTime() - began).toMillis() / 1e3,
        verdict,
        context.getRequiredTestClass().getSimpleName(),
        context.getRequiredTestMethod().getName());
    if (context.getExecutionException().isPresent()) {
      Evidence.keep(
          context.getRequiredTestClass().getSimpleName()
              + "."
              + context.getRequiredTestMethod().getName());
    }
  }

  @Override
  public void testDisabled(ExtensionContext context, Optional<String> reason) {
    System.out.println("e2e:    skipped " + context.getDisplayName() + ": " + reason.orElse(""));
  }
}
