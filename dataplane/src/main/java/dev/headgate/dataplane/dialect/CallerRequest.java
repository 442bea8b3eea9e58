package dev.headgate.dataplane.dialect;

/** A caller's request, read: what it asks, and how it is said to one target after the other. */
public interface CallerRequest {

  /** What it asks. */
  Asked asked();

  /** Says it to a target. */
  Said to(Recipient target);
}
