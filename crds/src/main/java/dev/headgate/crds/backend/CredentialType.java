package dev.headgate.crds.backend;

/** How a provider is told who calls. */
public enum CredentialType {
  ApiKey,
  AwsSigV4,
  GoogleServiceAccount,
  None
}
