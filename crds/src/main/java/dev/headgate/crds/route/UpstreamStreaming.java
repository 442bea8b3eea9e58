package dev.headgate.crds.route;

/** Whether providers are asked for streams. */
public enum UpstreamStreaming {
  AsCalled,
  Always
}
