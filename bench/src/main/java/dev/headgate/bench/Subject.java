package dev.headgate.bench;

import dev.headgate.bench.server.Snapshots;
import dev.headgate.bench.server.Target;
import java.io.IOException;

/**
 * A server to measure.
 *
 * @param name in the table
 * @param floor name of the server it is compared with; its own for a floor
 * @param start starts it
 * @param everything whether it gets the whole set of measurements
 */
record Subject(String name, String floor, Start start, boolean everything) {
  /** Starts a server in front of a provider. */
  @FunctionalInterface
  interface Start {
    Target at(Provider provider) throws IOException, InterruptedException;
  }

  /**
   * The provider that a server is put in front of.
   *
   * @param port plain HTTP
   * @param path below which it stands; may be empty
   * @param multiplexed whether it is reached by HTTP/2
   */
  record Provider(int port, String path, boolean multiplexed) {
    Provider(int port, String path) {
      this(port, path, false);
    }

    Snapshots snapshots() {
      var snapshots = Snapshots.bare(port).below(path);
      return multiplexed ? snapshots.multiplexed() : snapshots;
    }
  }
}
