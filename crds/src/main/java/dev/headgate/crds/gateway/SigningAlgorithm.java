package dev.headgate.crds.gateway;

/** How a token may be signed. */
public enum SigningAlgorithm {
  RS256,
  RS384,
  RS512,
  PS256,
  PS384,
  PS512,
  ES256,
  ES384,
  ES512,
  EdDSA
}
