package dev.headgate.crds;

/** Every reason that a condition or a problem may give. */
public enum Reason {
  /** Accepted: nothing is wrong. */
  Accepted,
  /** A value is impossible in a way that the schema cannot see. */
  Invalid,
  /** A field that restricts money, access, content or place is not built yet. */
  NotSupportedYet,
  /** No translator leads from an inbound dialect to a target's. */
  NoTranslator,
  /** An object of that name exists and is not ours. */
  NameConflict,
  /** The same credential belongs to another LlmConsumer. */
  CredentialConflict,
  /** A target's quality is below the route's floor. */
  QualityFloorUnmet,
  /** A target lacks a capability or strength that the route needs. */
  CapabilityMissing,
  /** A backend has no model of that name. */
  ModelNotFound,
  /** A currency budget applies to a model without a price. */
  NoPrice,
  /** Two currencies meet without an exchange rate between them. */
  NoExchangeRate,
  /** The field needs the gateway's Redis. */
  RedisRequired,
  /** The backend's address is of a class that the gateway does not allow. */
  AddressNotAllowed,
  /** The object that this one stands on is itself refused. */
  ParentNotAccepted,

  /** ResolvedRefs: everything was found. */
  ResolvedRefs,
  /** An object in the own namespace that is referred to does not exist. */
  RefNotFound,
  /** A reference leads into another namespace that does not allow it, or to nothing there. */
  RefNotPermitted,
  /** The Secret exists, but not the key in it, or its value cannot be used. */
  SecretInvalid,

  /** Programmed: every ready proxy has acknowledged. */
  Programmed,
  /** Not all ready proxies have acknowledged yet. */
  Pending,
  /** No proxy is ready. */
  NoReadyProxy,
  /** A proxy refused the snapshot; the message is its own. */
  SnapshotRejected,
  /** A compile that would remove most routes waits for confirmation. */
  SnapshotHeld,
  /** The snapshot is too large to be stored in a Secret. */
  SnapshotTooLarge,
  /** The snapshot is stored. */
  SnapshotPersisted,
  /** The snapshot could not be stored; it is tried again. */
  StoreFailed,

  /** Ready: it does what it says. */
  Ready,
  /** Seen for the first time, nothing is known yet. */
  Reconciling,
  /** Something it is made of is not accepted. */
  NotAccepted,
  /** Something it refers to is missing. */
  NotResolved,
  /** It is right, but no proxy runs by it yet. */
  NotProgrammed,
  /** No target of the route can take a call. */
  NoTarget,
  /** Every proxy's circuit to the target is open. */
  CircuitOpen,
  /** One kind cannot be listed, so the last snapshot stays. */
  ListFailed,
  /** Nothing is unsupported. */
  FullySupported,
  /** Fields without effect on money, access, content or place are not built yet. */
  PartlySupported,

  /** All targets are on one backend. */
  SingleBackend,
  /** Targets on several backends. */
  Resilient,
  /** A tenant is selected by no budget and the gateway has no default. */
  NoBudget,
  /** Every tenant has a budget. */
  Bounded,
  /** The last drill kept the parity it asked for. */
  ParityMet,
  /** The last drill did not keep the parity it asked for. */
  ParityMissed,
  /** A certificate, key or token ends, and has some time left. */
  Valid,
  /** A certificate or key ends within 30 days, or as soon before its end as its Secret says. */
  ExpiresSoon,
  /** A certificate or key has ended. */
  Expired,
  /** The provider refuses the credential. */
  CredentialRejected,
  /** The provider answers half of all calls with 429. */
  RateLimited
}
