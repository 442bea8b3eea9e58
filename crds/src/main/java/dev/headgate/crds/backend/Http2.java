package dev.headgate.crds.backend;

/** Whether HTTP/2 is spoken. */
public enum Http2 {
  Auto,
  Always,
  Never
}
