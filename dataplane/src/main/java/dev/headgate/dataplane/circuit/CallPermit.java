package dev.headgate.dataplane.circuit;

import dev.headgate.contract.FailureClass;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Leave for one call. The caller's thread ends it while the ticker's thread may call it slow. */
final class CallPermit implements Permit {
  private static final long USUAL_RESET_MS = TimeUnit.MINUTES.toMillis(1);

  private final TargetCircuit circuit;
  private final long generation;
  private final boolean streaming;
  private final long started;
  private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.Waiting);

  private enum Phase {
    Waiting,
    WaitingSlow,
    Answered,
    AnsweredSlow,
    Ended;

    boolean waits() {
      return this == Waiting || this == WaitingSlow;
    }

    boolean slow() {
      return this == WaitingSlow || this == AnsweredSlow;
    }
  }

  CallPermit(TargetCircuit circuit, long generation, boolean streaming, long started) {
    this.circuit = circuit;
    this.generation = generation;
    this.streaming = streaming;
    this.started = started;
  }

  long generation() {
    return generation;
  }

  boolean streaming() {
    return streaming;
  }

  /** Nanos of the ticker. */
  long started() {
    return started;
  }

  /** It has waited too long and still runs. */
  void slow() {
    if (phase.compareAndSet(Phase.Waiting, Phase.WaitingSlow)) {
      circuit.say(generation, Sign.Slow);
    }
  }

  @Override
  public void firstToken() {
    if (streaming) {
      answered();
    }
  }

  @Override
  public void success() {
    answered();
    var before = end();
    if (before != Phase.Ended) {
      circuit.say(generation, before.slow() ? Sign.SlowSucceeded : Sign.Succeeded);
    }
  }

  @Override
  public void failure(FailureClass failure) {
    switch (failure) {
      case Transient -> failed();
      case QuotaExhausted -> exhausted(USUAL_RESET_MS);
      case RateLimited, Deterministic, ContextTooLong, Credential, Refused -> {
        // The provider refused, so it is there; that is all this says.
        circuit.heard();
        ignore();
      }
      case StaleConnection, ClientGone -> ignore();
    }
  }

  @Override
  public void exhausted(long resetInMs) {
    var before = end();
    if (before != Phase.Ended) {
      circuit.heard();
      circuit.say(generation, Sign.Nothing);
      circuit.exhaust(resetInMs);
    }
  }

  @Override
  public void ignore() {
    if (end() != Phase.Ended) {
      circuit.say(generation, Sign.Nothing);
    }
  }

  private void failed() {
    var before = end();
    if (before != Phase.Ended) {
      circuit.say(generation, before.slow() ? Sign.SlowFailed : Sign.Failed);
    }
  }

  /**
   * The first answer of the call: its wait is known now, and slow if no tick has seen it so far.
   */
  private void answered() {
    long waited = circuit.now().since(started);
    boolean late = circuit.isSlow(streaming, waited);
    var before =
        phase.getAndUpdate(
            p ->
                switch (p) {
                  case Waiting -> late ? Phase.AnsweredSlow : Phase.Answered;
                  case WaitingSlow -> Phase.AnsweredSlow;
                  case Answered, AnsweredSlow, Ended -> p;
                });
    if (before.waits()) {
      circuit.stopWaiting(this);
      circuit.answered(streaming, waited);
      if (before == Phase.Waiting && late) {
        circuit.say(generation, Sign.Slow);
      }
    }
  }

  private Phase end() {
    circuit.stopWaiting(this);
    return phase.getAndSet(Phase.Ended);
  }
}
