package dev.headgate.operator.compile;

import dev.headgate.crds.Reason;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The whole compile: a pure function from all objects to one gateway's snapshot. */
public final class Compiler {
  private Compiler() {}

  /**
   * Compiles one gateway.
   *
   * @param gateway a gateway in {@code world}
   * @param world everything that may be looked at
   * @return a snapshot of epoch and sequence 0 with its digest, and a verdict for each object that
   *     belongs to the gateway or that one of its routes uses
   * @throws IllegalArgumentException when the world has no such gateway
   */
  public static Compilation compile(NamespacedName gateway, WorldView world) {
    return new GatewayCompile(gateway, world).run();
  }

  /**
   * Verdicts of all objects that no gateway's compilation speaks of: those whose gateway does not
   * exist or does not take them, backends and firewalls that no route uses, drills without a route.
   */
  public static Map<ObjectKey, Verdict> unattached(WorldView world) {
    return new Unattached(world).verdicts();
  }

  /** What an object without a spec gets, which the schema forbids. */
  static void requireSpec(Resource<?> object, Findings findings) {
    if (object.spec() == null) {
      findings.refuse("spec", Reason.Invalid, "there is no spec");
    } else {
      UnbuiltUse.report(object, findings);
    }
  }

  /**
   * Runs one object's step. A bug that one object triggers must not stop the others: what a step
   * throws refuses its object and no other.
   *
   * @return what the step gave; null when it threw
   */
  static <T> @Nullable T isolated(Findings findings, Supplier<? extends @Nullable T> step) {
    try {
      return step.get();
    } catch (RuntimeException e) {
      // The message of an unexpected exception could quote a secret; its kind cannot.
      findings.refuse(
          "spec", Reason.Invalid, "it cannot be compiled (" + e.getClass().getSimpleName() + ")");
      return null;
    }
  }
}
