package dev.headgate.dataplane;

import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the jar. */
final class BuildVersion implements IVersionProvider {
  @Override
  public String[] getVersion() {
    var version = Main.class.getPackage().getImplementationVersion();
    return new String[] {"headgate " + (version == null ? "(not from a jar)" : version)};
  }
}
