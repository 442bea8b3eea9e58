package dev.headgate.dataplane.http;

import dev.headgate.dataplane.budget.CostCeiling;
import dev.headgate.dataplane.budget.HoldDecision;
import dev.headgate.dataplane.dialect.Asked;
import dev.headgate.dataplane.dialect.CallerDialect;
import dev.headgate.dataplane.dialect.CallerRequest;
import dev.headgate.dataplane.dialect.ReadRequest;
import dev.headgate.dataplane.dialect.Said;
import dev.headgate.dataplane.http.Keys.Entry.Caller;
import dev.headgate.dataplane.memory.Memory;
import dev.headgate.dataplane.metrics.ProxyMetrics;
import dev.headgate.dataplane.retry.Failure;
import dev.headgate.dataplane.retry.RetryPolicy.Standing;
import dev.headgate.dataplane.retry.Verdict;
import dev.headgate.dataplane.route.Needs;
import dev.headgate.dataplane.route.RouteMatch;
import dev.headgate.dataplane.route.Step;
import dev.headgate.dataplane.snapshot.Configuration;
import dev.headgate.dataplane.terms.Usage;
import dev.headgate.dataplane.upstream.AttemptFailure;
import io.netty.buffer.ByteBuf;
import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client request's whole life, on one event loop and with one configuration: who calls, what
 * they ask, which route takes it, and then target after target until one answers: circuit, budget,
 * upstream. Every permit and every hold it takes gets exactly one outcome.
 */
final class Exchange extends Wheel.Timer implements AttemptOwner, TargetSearch.Owner {
  private static final Logger LOG = LoggerFactory.getLogger("dev.headgate.exchange");
  private static final long NEVER = Long.MAX_VALUE;

  /** After the terminal event a provider has nothing more to say. */
  private static final long TAIL_MS = 5_000;

  private final Loop loop;
  private final Context context;
  private final HttpServerRequest request;
  private final CallerDialect dialect;
  private final Configuration configuration;
  private final Caller caller;
  private final Intake intake;
  private final Told told = new Told();
  private final Answering answering;
  private final Ledger ledger;

  private @Nullable TargetSearch search;
  private @Nullable Attempt attempt;
  private @Nullable Step failed;
  private @Nullable CostCeiling callersMost;

  private boolean bodyRead;
  private boolean settled;
  private boolean over;
  private long bodyBy;
  private long routeDeadline = NEVER;
  private long callerDeadline = NEVER;
  private long limitMs;
  private long retryAt = NEVER;

  Exchange(
      Loop loop,
      Context context,
      HttpServerRequest request,
      Reply reply,
      CallerDialect dialect,
      Configuration configuration,
      Caller caller,
      String id) {
    this.loop = loop;
    this.context = context;
    this.request = request;
    this.dialect = dialect;
    this.configuration = configuration;
    this.caller = caller;
    this.intake = new Intake(request, configuration.gateway().limits(), loop.shared().load());
    this.answering = new Answering(reply, dialect, told, loop.shared().clock());
    this.ledger = new Ledger(loop, id, caller.consumer());
  }

  /** Takes the request in and answers it. */
  void begin() {
    loop.shared().load().begin();
    switch (CallerTerms.of(request.headers())) {
      case CallerTerms.Invalid(var refused) -> refuse(refused);
      case CallerTerms.Understood terms -> begin(terms);
    }
  }

  private void begin(CallerTerms.Understood terms) {
    long now = loop.wheel().now();
    callersMost = terms.most();
    var ms = terms.timeoutMs();
    if (ms != null) {
      callerDeadline = now + ms;
      limitMs = ms;
    }
    bodyBy = now + configuration.gateway().limits().bodyTimeoutMs();
    request.response().closeHandler(closed -> callerGone());
    request.exceptionHandler(broken -> callerGone());
    arm();
    intake.read(() -> guarded(this::bodyRead), this::refuse);
  }

  /** A bug of ours must not leave a caller waiting, nor a permit or a hold without an end. */
  @Override
  public void guarded(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      LOG.error("request={} ended by a bug", ledger.id(), e);
      if (!over) {
        stopCalls();
        finish("internal_error");
      }
      request.connection().close();
    }
  }

  private void bodyRead() {
    bodyRead = true;
    ledger.begin();
    var name = new CallerDialect.ExchangeName(ledger.id(), loop.shared().clock().millis() / 1000);
    switch (dialect.read(intake.body(), intake.length(), name)) {
      case ReadRequest.Invalid(var path, var message) ->
          refuse(new Refused.InvalidBody(path, message));
      case ReadRequest.Understood(var read) -> route(read);
    }
  }

  private void route(CallerRequest read) {
    var asked = read.asked();
    ledger.asked(asked.operation());
    switch (RouteChoice.of(
        configuration, caller.consumer(), dialect.dialect(), asked, request.headers())) {
      case RouteChoice.Taken(var matched) -> {
        ledger.routed(matched.route());
        begin(matched, read);
      }
      case RouteChoice.NotTaken(var refused, var route) -> {
        if (route != null) {
          ledger.routed(route);
        }
        refuse(refused);
      }
    }
  }

  private void begin(RouteMatch.Matched matched, CallerRequest read) {
    long timeoutMs = matched.route().requestTimeoutMs();
    routeDeadline = loop.wheel().now() + timeoutMs;
    limitMs = callerDeadline < routeDeadline ? limitMs : timeoutMs;
    loop.shared().retryBudget().firstCall();
    var targets = search(matched, read, session(read.asked()));
    search = targets;
    targets.next();
  }

  private TargetSearch search(
      RouteMatch.Matched matched, CallerRequest read, @Nullable String session) {
    var asked = read.asked();
    var consumer = caller.consumer();
    return new TargetSearch(
        loop,
        this,
        configuration,
        caller,
        ledger,
        told,
        read,
        new Recollection(
            loop.memory(), new Memory.Place(consumer.tenant(), consumer.id(), session)),
        matched.route(),
        loop.planner()
            .plan(matched, new Needs(asked.needs(), asked.longestInput(), asked.outputCap())),
        session,
        callersMost);
  }

  private @Nullable String session(Asked asked) {
    var session = request.headers().get("x-headgate-session");
    return session == null ? asked.session() : session;
  }

  @Override
  public void found(
      Step step, HoldDecision.Granted granted, Said.Outgoing outgoing, @Nullable String loweredBy) {
    ledger.calling(step, told);
    told.calling(
        step.candidate().key(), granted.binding(), granted.lowered() ? "budget" : loweredBy);
    told.translated(outgoing.lost());
    call(step, granted, outgoing, false);
  }

  @Override
  public void estimated(byte[] body) {
    answering.estimated(body);
    finish(ProxyMetrics.OK);
  }

  @Override
  public void searches() {
    arm();
  }

  @Override
  public boolean isOver() {
    return over;
  }

  private void call(
      Step step, HoldDecision.Granted granted, Said.Outgoing outgoing, boolean resent) {
    var targets = Objects.requireNonNull(search);
    var made =
        new Attempt(
            loop, context, this, targets.route(), targets.asked(), outgoing, step, granted, resent);
    attempt = made;
    arm();
    var passedOn =
        Relayed.toProvider(
            request.headers(), dialect.dialect(), step.candidate().backend().dialect());
    made.start(
        listener ->
            loop.upstreams()
                .call(
                    configuration,
                    step.candidate().backend(),
                    passedOn,
                    outgoing.body(),
                    outgoing.path(),
                    resent,
                    listener));
  }

  @Override
  public boolean hasNextTarget() {
    return search != null && search.plan().hasNext();
  }

  @Override
  public void accepted(Attempt attempt) {
    answering.waits(loop.wheel().now());
    arm();
  }

  @Override
  public void contentBegins(Attempt attempt, MultiMap headers) {
    answering.contentBegins(headers, loop.wheel().now());
    arm();
  }

  @Override
  public boolean relay(Attempt attempt, ByteBuf events) {
    return answering.relay(
        events,
        loop.wheel().now(),
        () -> {
          attempt.resume();
          arm();
        });
  }

  @Override
  public void answered(
      Attempt attempt, MultiMap headers, @Nullable Buffer whole, @Nullable Usage usage) {
    attempt.step().permit().success();
    long cost = ledger.answered(attempt, usage);
    var kept = attempt.answers().kept();
    if (kept.isEmpty()) {
      tell(attempt, headers, whole, cost);
      return;
    }
    // The caller's next turn may come to another proxy at once: it must find what is kept now.
    settled = true;
    Objects.requireNonNull(search)
        .recollection()
        .keep(kept)
        .onComplete(
            done ->
                guarded(
                    () -> {
                      if (!over) {
                        told.forgot(done.failed() ? done.cause().getMessage() : null);
                        tell(attempt, headers, whole, cost);
                      }
                    }));
  }

  private void tell(Attempt attempt, MultiMap headers, @Nullable Buffer whole, long cost) {
    if (whole == null) {
      answering.endStream(attempt.terminal(), cost, ledger.overheadNanos());
    } else {
      answering.whole(headers, whole, cost, ledger.overheadNanos());
    }
    finish(ProxyMetrics.OK);
  }

  @Override
  public void failed(Attempt attempt, AttemptFailure failure, @Nullable Collected error) {
    var targets = search;
    if (over || targets == null) {
      return;
    }
    var instead = attempt.answers().instead(failure.status());
    if (instead != null) {
      this.attempt = null;
      ledger.stoodIn(attempt, failure);
      estimated(instead);
      return;
    }
    var step = attempt.step();
    var plan = targets.plan();
    var verdict =
        loop.retries()
            .after(
                new Failure(
                    failure.failure(),
                    failure.timedOut(),
                    failure.retryAfterMs(),
                    answering.contentSent()),
                targets.route(),
                new Standing(
                    step.call(),
                    attempt.resent(),
                    plan.mayCallAgain(step),
                    plan.hasNext(),
                    deadline() - loop.wheel().now()));
    if (verdict instanceof Verdict.Resend) {
      var outgoing = targets.say(step, attempt.granted());
      if (outgoing != null) {
        call(step, attempt.granted(), outgoing, true);
        return;
      }
      throw new IllegalStateException("what was said once can be said again");
    }
    this.attempt = null;
    ledger.failed(attempt, failure);
    plan.failed(step, failure.failure());
    switch (verdict) {
      case Verdict.Resend() -> throw new IllegalStateException("was made above");
      case Verdict.SameTarget(var waitMs) -> {
        failed = step;
        retryAt = loop.wheel().now() + waitMs;
        arm();
      }
      case Verdict.NextTarget(var cause) -> targets.next();
      case Verdict.ToCaller(var cause) -> tellFailure(targets, attempt, failure, error);
    }
  }

  private void tellFailure(
      TargetSearch targets, Attempt attempt, AttemptFailure failure, @Nullable Collected error) {
    if (answering.providersError(attempt.answers(), failure, error)) {
      finish("invalid_request");
    } else {
      refuse(
          answering.contentSent() ? new Refused.StreamBroken(ledger.notes()) : targets.exhausted());
    }
  }

  @Override
  public void refuse(Refused refused) {
    if (over) {
      return;
    }
    var error = Refusals.of(refused);
    answering.refuse(error);
    finish(error.code());
  }

  private void callerGone() {
    if (!over) {
      stopCalls();
      finish("client_gone");
    }
  }

  /** Ends what is under way, because of us or of the caller: it says nothing about the provider. */
  private void stopCalls() {
    var running = attempt;
    if (running != null) {
      running.cancel();
      attempt = null;
      if (!settled) {
        ledger.stopped(running);
      }
    } else if (search != null) {
      search.stop();
    }
    failed = null;
  }

  @Override
  void due(long now) {
    guarded(() -> limitsCame(now));
  }

  private void limitsCame(long now) {
    if (over) {
      if (attempt != null) {
        attempt.dropTail();
      }
      return;
    }
    if (!bodyRead && now >= bodyBy) {
      refuse(new Refused.RequestTimeout(configuration.gateway().limits().bodyTimeoutMs()));
      return;
    }
    if (now >= deadline()) {
      stopCalls();
      refuse(new Refused.DeadlineExceeded(limitMs, ledger.notes()));
      return;
    }
    var tried = failed;
    if (now >= retryAt && tried != null && search != null) {
      retryAt = NEVER;
      failed = null;
      search.again(tried);
    } else if (attempt != null) {
      attempt.checkLimits(now);
    }
    if (!over) {
      if (attempt != null && now >= keepAliveAt()) {
        answering.keepAlive(now);
      }
      arm();
    }
  }

  private long keepAliveAt() {
    if (search == null || attempt == null) {
      return NEVER;
    }
    long keepAliveMs = search.route().streaming().keepAliveMs();
    boolean open = answering.streaming() || (search.asked().stream() && attempt.wasAccepted());
    return open && keepAliveMs > 0 ? answering.lastSent() + keepAliveMs : NEVER;
  }

  /** The route's time ends with the first content; the caller's own holds for the whole answer. */
  private long deadline() {
    if (settled) {
      return NEVER;
    }
    return answering.contentSent() ? callerDeadline : Math.min(routeDeadline, callerDeadline);
  }

  private void arm() {
    if (over) {
      return;
    }
    long next = Math.min(deadline(), Math.min(retryAt, keepAliveAt()));
    if (!bodyRead) {
      next = Math.min(next, bodyBy);
    }
    if (attempt != null) {
      next = Math.min(next, attempt.nextLimit());
    }
    if (next == NEVER) {
      unlink();
    } else {
      loop.wheel().set(this, next);
    }
  }

  private void finish(String outcome) {
    over = true;
    unlink();
    intake.stop();
    intake.release();
    loop.shared().load().end();
    if (attempt != null && attempt.hasTail()) {
      loop.wheel().set(this, loop.wheel().now() + TAIL_MS);
    } else {
      attempt = null;
    }
    ledger.end(outcome, search == null ? null : search.plan());
    loop.budgets().ended(ledger.id());
  }
}
