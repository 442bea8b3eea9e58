package dev.headgate.e2e.caller;

import java.util.Objects;
import picocli.CommandLine.Option;

/** Whom to call, as every command takes it. */
final class Target {
  @Option(
      names = "--base",
      defaultValue = "${env:HEADGATE_BASE:-http://main.ai.svc/v1}",
      description = "The SDK's base URL (HEADGATE_BASE). Default: ${DEFAULT-VALUE}")
  private String base = "";

  Target() {}

  /** The caller's key comes by the environment: arguments are seen by everyone. */
  Sdk sdk() {
    return new Sdk(base, Objects.requireNonNull(System.getenv("HEADGATE_KEY"), "no HEADGATE_KEY"));
  }
}
