package dev.headgate.dataplane.http;

import dev.headgate.simulator.Simulator;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The simulator, for the tests of one class, and the proxies that they put before it. After each
 * test the proxies are closed, and the simulator forgets what it was told and what it has seen.
 */
final class SimulatedProviders implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
  private final List<ServedProxy> served = new ArrayList<>();
  private Vertx vertx;
  private Simulator simulator;

  @Override
  public void beforeAll(ExtensionContext tests) {
    vertx = Vertx.vertx();
    simulator = ServedProxy.join(Simulator.start(vertx, 0));
  }

  @Override
  public void afterEach(ExtensionContext test) {
    served.forEach(ServedProxy::close);
    served.clear();
    simulator.faults().clear();
    simulator.counters().clear();
    simulator.profiles().clear();
    simulator.journal().clear();
  }

  @Override
  public void afterAll(ExtensionContext tests) {
    ServedProxy.join(vertx.close());
  }

  Vertx vertx() {
    return vertx;
  }

  Simulator simulator() {
    return simulator;
  }

  /** A proxy that is closed after the test. */
  ServedProxy serve(Manifest manifest) {
    var proxy = new ServedProxy(vertx, manifest.build());
    served.add(proxy);
    return proxy;
  }
}
