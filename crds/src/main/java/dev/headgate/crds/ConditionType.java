package dev.headgate.crds;

/** Types of conditions, over all kinds. */
public enum ConditionType {
  /** The object says nothing that cannot work. */
  Accepted,
  /** Everything it refers to exists and may be used. */
  ResolvedRefs,
  /** Every ready proxy runs by it. */
  Programmed,
  /** The summary: it does what it says. */
  Ready,
  /** It will not get better without a change of the object. */
  Stalled,
  /** Every field it uses is built. */
  FullySupported,
  /** The gateway's snapshot is stored for proxies that start without the operator. */
  SnapshotPersisted,
  /** Some tenant may spend without a limit. */
  UnboundedSpend,
  /** It survives the loss of one provider. */
  Resilient,
  /** The last drill found the fallback's answers as good as the primary's. */
  QualityParity,
  /** A certificate or key ends soon. */
  CredentialExpiring
}
