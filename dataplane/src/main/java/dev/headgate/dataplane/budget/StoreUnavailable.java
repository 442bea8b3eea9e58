package dev.headgate.dataplane.budget;

import java.io.IOException;

/** The store did not answer, or answered that it cannot. Whether the step happened is unknown. */
final class StoreUnavailable extends IOException {
  private static final long serialVersionUID = 1;

  StoreUnavailable(String message) {
    super(message);
  }

  /** One is made for each refused call of an outage: nobody reads where. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
