package dev.headgate.dataplane;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;

/** Whether the JVM started from what an earlier start of it learned (JEP 514). */
enum StartCache {
  /** None was named. */
  NONE("none"),
  /** Starting took less for it. */
  USED("used"),
  /** One was named that does not fit this JVM, its collector or our jars: starting takes longer. */
  REFUSED("does not fit");

  private final String said;

  StartCache(String said) {
    this.said = said;
  }

  /** Of this process. */
  static StartCache ofThisProcess() {
    var named =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
            .getVMOption("AOTCache")
            .getValue();
    return of(named, System.getProperty("java.vm.info", ""));
  }

  /**
   * By what the JVM says of itself.
   *
   * @param named the cache's file; empty when none was named
   * @param info such as {@code mixed mode, sharing}
   */
  static StartCache of(String named, String info) {
    if (named.isEmpty()) {
      return NONE;
    }
    return info.contains("sharing") ? USED : REFUSED;
  }

  /** As the log says it. */
  @Override
  public String toString() {
    return said;
  }
}
