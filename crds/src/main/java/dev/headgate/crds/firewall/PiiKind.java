package dev.headgate.crds.firewall;

/** Kinds of personal data and secrets. */
public enum PiiKind {
  Email,
  Phone,
  CreditCard,
  Iban,
  Ssn,
  NationalId,
  MedicalId,
  Name,
  IpAddress,
  ApiKey
}
