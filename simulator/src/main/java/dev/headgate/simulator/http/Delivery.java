package dev.headgate.simulator.http;

import dev.headgate.simulator.count.Counters.Ending;
import dev.headgate.simulator.dialect.Answer;
import dev.headgate.simulator.dialect.Event;
import dev.headgate.simulator.dialect.Finish;
import dev.headgate.simulator.dialect.Problem;
import dev.headgate.simulator.dialect.Prompt;
import dev.headgate.simulator.dialect.Quirk;
import dev.headgate.simulator.dialect.Reading;
import dev.headgate.simulator.dialect.Usage;
import dev.headgate.simulator.script.Fault.Interruption;
import dev.headgate.simulator.script.Pace;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;

/**
 * Puts one answer on the wire at its pace, interrupted as scripted, and bills it. Runs on the event
 * loop of its connection.
 */
final class Delivery {
  private static final int BURST_BYTES = 16 * 1024;
  private static final int READING_MS = 20;
  private static final Problem BROKEN =
      Problem.of(500, "The server had an error while processing the request.");
  private static final int PING_MS = 100;

  private final Vertx vertx;
  private final Call call;
  private final Answer answer;
  private final Prompt prompt;
  private final Pace pace;
  private final Supplier<String> whole;
  private final HttpServerResponse response;
  private final Wire wire;
  private final String charset;
  private long pinger = -1;
  private long timer = -1;
  private boolean over;
  private int position;
  private int sentTokens;

  /** An answer of the model. */
  Delivery(Vertx vertx, Call call, Answer answer, Prompt prompt, Pace pace) {
    this(vertx, call, answer, prompt, pace, () -> call.dialect().whole(answer, prompt));
  }

  /** An answer that needs no model. */
  Delivery(Vertx vertx, Call call, Reading.Immediate immediate, Pace pace) {
    this(
        vertx,
        call,
        new Answer(
            call.number(),
            0,
            "",
            List.of(),
            Finish.STOP,
            null,
            immediate.usage(),
            EnumSet.noneOf(Quirk.class)),
        Prompt.NONE,
        pace,
        immediate::body);
  }

  private Delivery(
      Vertx vertx, Call call, Answer answer, Prompt prompt, Pace pace, Supplier<String> whole) {
    this.vertx = vertx;
    this.call = call;
    this.answer = answer;
    this.prompt = prompt;
    this.pace = pace;
    this.whole = whole;
    this.response = call.response();
    this.wire = new Wire(call.dialect(), answer.quirks());
    this.charset = call.dialect().streamCharset().name();
  }

  void start() {
    response.closeHandler(closed -> hungUp());
    response.exceptionHandler(failure -> hungUp());
    if (call.fault().neverAnswer()) {
      return;
    }
    if (prompt.stream()) {
      after(pace.headMs(), this::openStream);
    } else {
      after(pace.wholeMs(answer.usage().output()), this::sendWhole);
    }
  }

  private void sendWhole() {
    if (call.fault().reset()) {
      end(Ending.ANSWERED);
      Reset.reset(call.request());
      return;
    }
    Buffer body = Buffer.buffer(whole.get());
    int half = body.length() / 2;
    response.putHeader("content-type", "application/json");
    Interruption interruption = call.fault().ofWhole();
    if (interruption == Interruption.ERROR || interruption == Interruption.FAIL) {
      sendBroken(interruption);
      return;
    }
    call.count().answered(200);
    call.count().billed(answer.usage());
    if (call.fault().emptyBody()) {
      end(Ending.ANSWERED);
      response.end();
      return;
    }
    switch (interruption) {
      case NONE -> {
        end(Ending.ANSWERED);
        response.end(body);
      }
      case MALFORMED, END -> {
        end(Ending.ANSWERED);
        response.end(body.slice(0, half));
      }
      case STALL -> writeHalf(body, half);
      default -> {
        end(Ending.ANSWERED);
        writeHalf(body, half)
            .onComplete(
                written -> {
                  if (interruption == Interruption.RESET) {
                    Reset.reset(call.request());
                  } else {
                    Reset.cut(call.request());
                  }
                });
      }
    }
  }

  private void sendBroken(Interruption interruption) {
    end(Ending.ANSWERED);
    String failed =
        interruption == Interruption.FAIL
            ? call.dialect().failedWhole(answer, prompt, BROKEN, sent())
            : null;
    if (failed == null) {
      call.count().answered(BROKEN.status());
      response.setStatusCode(BROKEN.status()).end(call.dialect().error(BROKEN));
    } else {
      call.count().answered(200);
      call.count().billed(sent());
      response.end(failed);
    }
  }

  private Future<Void> writeHalf(Buffer body, int half) {
    response.putHeader("content-length", Integer.toString(body.length()));
    return response.write(body.slice(0, half));
  }

  private void openStream() {
    if (call.fault().reset()) {
      end(Ending.CUT);
      Reset.reset(call.request());
      return;
    }
    response.putHeader("content-type", call.dialect().streamContentType());
    response.putHeader("cache-control", "no-cache");
    response.setChunked(true);
    call.count().answered(200);
    call.count().streamStarted();
    Iterator<Event> events = wire.shape(call.dialect().stream(answer, prompt));
    if (call.fault().emptyBody()) {
      end(Ending.CUT);
      response.end();
    } else if (pace.instant()
        && !call.fault().interruptsStreams()
        && !answer.has(Quirk.EndMidArguments)) {
      burst(events);
    } else if (pace.firstTokenMs() == 0) {
      step(events);
    } else {
      // a caller learns at once that it was heard, and waits for the first token as with a provider
      response.writeHead();
      ping();
      after(pace.firstTokenMs(), () -> step(events));
    }
  }

  private void ping() {
    if (wire.pings()) {
      pinger = vertx.setPeriodic(PING_MS, fired -> response.write(wire.ping()));
    }
  }

  /** Everything at once, in few writes, no faster than the caller reads. */
  private void burst(Iterator<Event> events) {
    if (over) {
      return;
    }
    while (events.hasNext()) {
      var bytes = new StringBuilder(BURST_BYTES + 1024);
      while (events.hasNext() && bytes.length() < BURST_BYTES) {
        Event event = events.next();
        bytes.append(event.wire());
        sentTokens += event.tokens();
      }
      if (!events.hasNext()) {
        finish(Buffer.buffer(bytes.toString(), charset));
        return;
      }
      response.write(Buffer.buffer(bytes.toString(), charset));
      if (response.writeQueueFull()) {
        response.drainHandler(drained -> burst(events));
        return;
      }
    }
  }

  private void step(Iterator<Event> events) {
    vertx.cancelTimer(pinger);
    do {
      if (over) {
        return;
      }
      Interruption interruption = call.fault().before(position);
      if (interruption == Interruption.MALFORMED) {
        response.write(wire.shaped(call.dialect().brokenEvent()), charset);
      } else if (interruption != Interruption.NONE) {
        interrupt(interruption, events);
        return;
      }
      Event event = events.next();
      position++;
      sentTokens += event.tokens();
      if (!events.hasNext()) {
        finish(Buffer.buffer(event.wire(), charset));
        return;
      }
      response.write(Buffer.buffer(event.wire(), charset));
      if (event.kind() == Event.Kind.ARGUMENTS && answer.has(Quirk.EndMidArguments)) {
        interrupt(Interruption.END, events);
        return;
      }
      boolean content = event.tokens() > 0;
      if (content && pace.perTokenMs() > 0) {
        after(pace.perTokenMs(), () -> step(events));
        return;
      }
    } while (!response.writeQueueFull());
    response.drainHandler(drained -> step(events));
  }

  private void finish(Buffer last) {
    call.count().billed(answer.usage());
    end(Ending.STREAMED);
    response.end(last);
  }

  private void interrupt(Interruption interruption, Iterator<Event> events) {
    if (interruption == Interruption.STALL) {
      ping();
      return;
    }
    billSent();
    end(Ending.CUT);
    switch (interruption) {
      // a reset overtakes what the caller has not read: let it read the events before
      case RESET -> vertx.setTimer(READING_MS, fired -> Reset.reset(call.request()));
      case CUT -> Reset.cut(call.request());
      case CUT_INSIDE -> {
        String next = events.next().wire();
        response
            .write(Buffer.buffer(next.substring(0, next.length() / 2), charset))
            .onComplete(written -> Reset.cut(call.request()));
      }
      case ERROR -> last(call.dialect().errorEvent(BROKEN, position));
      case FAIL -> last(call.dialect().failedEvent(answer, prompt, BROKEN, sent(), position));
      default -> response.end();
    }
  }

  private void last(String event) {
    response.end(Buffer.buffer(wire.shaped(event), charset));
  }

  private void hungUp() {
    if (over) {
      return;
    }
    if (timer >= 0) {
      vertx.cancelTimer(timer);
    }
    if (prompt.stream() && response.headWritten()) {
      billSent();
      end(Ending.CANCELLED);
    } else {
      end(Ending.ABANDONED);
    }
  }

  private void billSent() {
    call.count().billed(sent());
  }

  private Usage sent() {
    Usage usage = answer.usage();
    return new Usage(
        usage.input(),
        usage.cached(),
        Math.min(sentTokens, usage.output()),
        Math.min(sentTokens, usage.reasoning()));
  }

  private void end(Ending ending) {
    over = true;
    vertx.cancelTimer(pinger);
    call.count().ended(ending);
  }

  private void after(long millis, Runnable next) {
    if (millis <= 0) {
      next.run();
      return;
    }
    timer =
        vertx.setTimer(
            millis,
            fired -> {
              timer = -1;
              if (!over) {
                next.run();
              }
            });
  }
}
