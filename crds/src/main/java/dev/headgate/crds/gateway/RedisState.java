package dev.headgate.crds.gateway;

/** Whether the store answers. */
public enum RedisState {
  Connected,
  Unavailable,
  Unknown
}
