package dev.headgate.standalone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Who listens on a port of this machine. */
final class PortOwner {
  private static final String LISTEN = "0A";

  private PortOwner() {}

  /** Whether 127.0.0.1:port can be bound now. */
  static boolean isFree(int port) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }

  /** A port that is free now. */
  static int anyFree() throws IOException {
    try (var socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      return socket.getLocalPort();
    }
  }

  /**
   * The process that listens there, such as {@code nginx (pid 4711)}; empty when the system does
   * not tell (other users' processes, systems without /proc).
   */
  static Optional<String> of(int port) {
    try {
      var inode = inode(Path.of("/proc/net/tcp"), port);
      if (inode.isEmpty()) {
        inode = inode(Path.of("/proc/net/tcp6"), port);
      }
      return inode.flatMap(PortOwner::process);
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  private static Optional<String> inode(Path table, int port) throws IOException {
    if (!Files.isReadable(table)) {
      return Optional.empty();
    }
    var suffix = ":%04X".formatted(port);
    try (var lines = Files.lines(table)) {
      return lines
          .map(line -> line.trim().split("\\s+"))
          .filter(f -> f.length > 9 && f[1].endsWith(suffix) && f[3].equals(LISTEN))
          .map(f -> f[9])
          .findFirst();
    }
  }

  private static Optional<String> process(String inode) {
    var wanted = "socket:[" + inode + "]";
    return ProcessHandle.allProcesses()
        .filter(process -> holds(process.pid(), wanted))
        .findFirst()
        .map(process -> name(process) + " (pid " + process.pid() + ")");
  }

  private static boolean holds(long pid, String socket) {
    try (Stream<Path> open = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
      return open.anyMatch(
          fd -> {
            try {
              return Files.readSymbolicLink(fd).toString().equals(socket);
            } catch (IOException gone) {
              return false;
            }
          });
    } catch (IOException notOurs) {
      return false;
    }
  }

  private static String name(ProcessHandle process) {
    return process.info().command().map(c -> Path.of(c).getFileName().toString()).orElse("?");
  }
}
