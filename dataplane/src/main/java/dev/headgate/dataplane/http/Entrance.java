package dev.headgate.dataplane.http;

import dev.headgate.contract.Gateway;
import dev.headgate.dataplane.dialect.CallerDialect;
import dev.headgate.dataplane.dialect.chat.ChatCaller;
import dev.headgate.dataplane.dialect.nonchat.NonChatCaller;
import dev.headgate.dataplane.dialect.passed.PassedCaller;
import dev.headgate.dataplane.http.Keys.Entry;
import dev.headgate.dataplane.snapshot.Configuration;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Context;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where connections and requests of one event loop come in, and are sent where they belong. */
final class Entrance {
  private static final ChatCaller CHAT = new ChatCaller();
  private static final Map<String, CallerDialect> CALLS =
      Map.of(
          "/v1/chat/completions", CHAT,
          "/v1/responses", PassedCaller.responses(),
          "/v1/responses/input_tokens", PassedCaller.responsesCount(),
          "/v1/messages", PassedCaller.anthropic(),
          "/v1/messages/count_tokens", PassedCaller.anthropicCount());

  /** Its SDKs choose the version by their own age. */
  private static final Pattern GEMINI =
      Pattern.compile(
          "/v1(?:beta|alpha)?/models/([A-Za-z0-9._-]{1,128}):(generateContent|streamGenerateContent|countTokens)");

  private static final String USAGE = "/headgate/v1/usage";

  /** Before a snapshot says otherwise: what its own defaults say. */
  private static final Gateway.Limits UNTOLD =
      new Gateway.Limits(20 << 20, 32 << 10, 0, 10_000, 60_000, 300_000, 20_000, 1_000);

  private final Loop loop;
  private final Context context;
  private final IdentityHashMap<HttpConnection, ConnectionGuard> guards = new IdentityHashMap<>();

  Entrance(Loop loop, Context context) {
    this.loop = loop;
    this.context = context;
  }

  /** A caller has connected. */
  void connected(HttpConnection connection) {
    var limits = limits();
    var address = address(connection.remoteAddress(true));
    var load = loop.shared().load();
    if (!load.connect(address, limits.maxConnections(), limits.maxConnectionsPerAddress())) {
      connection.close();
      return;
    }
    var guard = new ConnectionGuard(loop, connection, limits);
    guards.put(connection, guard);
    connection.closeHandler(
        closed -> {
          load.disconnect(address);
          guards.remove(connection);
          guard.unlink();
        });
    guard.watch();
  }

  /** {@link ConnectionGuard#staysUntold} of any connection. */
  boolean anyStaysUntold(long began, long now, long farewellMs) {
    return guards.values().stream().anyMatch(guard -> guard.staysUntold(began, now, farewellMs));
  }

  /** A request's head has come. */
  void request(HttpServerRequest request) {
    var guard = guards.get(request.connection());
    if (guard != null) {
      guard.requestBegan();
      request.response().endHandler(ended -> guard.requestEnded());
    }
    var id = loop.nextId();
    var asked = request.path();
    var path = asked == null ? "" : asked;
    var dialect = dialect(path, request.query());
    var reply =
        new Reply(request, dialect == null ? Vendor.caller(path, request.headers()) : dialect);
    reply.headers().set(Headers.REQUEST_ID, id);
    if (loop.shared().load().draining()) {
      reply.headers().set(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
    var method = request.method();
    if (dialect != null) {
      if (HttpMethod.POST.equals(method)) {
        admit(
            request,
            reply,
            (configuration, caller) -> call(request, reply, dialect, configuration, caller, id));
      } else {
        refuseMethod(reply, "POST");
      }
      return;
    }
    boolean usage = USAGE.equals(path);
    if (!usage && !ModelList.serves(path)) {
      reply.refuse(Refusals.of(new Refused.NoPath(path)));
    } else if (!HttpMethod.GET.equals(method)) {
      refuseMethod(reply, "GET");
    } else if (usage) {
      admit(request, reply, (configuration, caller) -> usage(request, reply, caller));
    } else {
      admit(
          request,
          reply,
          (configuration, caller) -> ModelList.answer(configuration, caller, request, reply, path));
    }
  }

  private static boolean asksForEvents(@Nullable String query) {
    return query != null && ("&" + query + "&").contains("&alt=sse&");
  }

  /** In which dialect a call to this path is; null when it is no call. */
  private static @Nullable CallerDialect dialect(String path, @Nullable String query) {
    var known = CALLS.get(path);
    if (known != null) {
      return known;
    }
    var passed = NonChatCaller.at(path);
    if (passed != null) {
      return passed;
    }
    var gemini = GEMINI.matcher(path);
    if (!gemini.matches()) {
      return null;
    }
    var model = gemini.group(1);
    return switch (gemini.group(2)) {
      case "countTokens" -> PassedCaller.geminiCount(model);
      case "streamGenerateContent" ->
          asksForEvents(query) ? PassedCaller.gemini(model, true) : PassedCaller.geminiArray(model);
      default -> PassedCaller.gemini(model, false);
    };
  }

  /** What came is no request of HTTP. */
  void invalid(HttpServerRequest request) {
    var cause = request.decoderResult().cause();
    Refused refused =
        cause instanceof TooLongHttpHeaderException || cause instanceof TooLongHttpLineException
            ? new Refused.HeadersTooLarge(limits().maxHeaderBytes())
            : new Refused.InvalidHead("The request is no valid HTTP/1.1.");
    var reply = new Reply(request, CHAT);
    reply.headers().set(Headers.REQUEST_ID, loop.nextId());
    reply.refuse(Refusals.of(refused));
    request.connection().close();
  }

  /** What is done for those who are let in. */
  private interface Admitted {
    void serve(Configuration configuration, Entry.Caller caller);
  }

  private void admit(HttpServerRequest request, Reply reply, Admitted admitted) {
    var configuration = loop.shared().snapshots().current();
    if (configuration == null) {
      reply.refuse(Refusals.of(new Refused.NoConfiguration()));
      return;
    }
    var limits = configuration.gateway().limits();
    if (headBytes(request) > limits.maxHeaderBytes()) {
      reply.refuse(Refusals.of(new Refused.HeadersTooLarge(limits.maxHeaderBytes())));
      return;
    }
    switch (Keys.identify(configuration, request.headers(), request.query())) {
      case Entry.Caller caller -> admitted.serve(configuration, caller);
      case Entry.KeptOut(var refused) -> {
        var error = Refusals.of(refused);
        reply.refuse(error);
        loop.shared().metrics().requestEnded("none", null, null, error.code());
      }
    }
  }

  private void call(
      HttpServerRequest request,
      Reply reply,
      CallerDialect dialect,
      Configuration configuration,
      Entry.Caller caller,
      String id) {
    new Exchange(loop, context, request, reply, dialect, configuration, caller, id).begin();
  }

  private void usage(HttpServerRequest request, Reply reply, Entry.Caller caller) {
    loop.budgets()
        .usage(caller.consumer(), caller.keyId(), request.getHeader("x-headgate-session"))
        .onComplete(
            rows -> {
              if (reply.gone()) {
                return;
              }
              if (rows.succeeded()) {
                reply.json(200, UsageRows.render(rows.result(), loop.shared().clock().millis()));
              } else {
                reply.refuse(
                    Refusals.of(new Refused.BudgetStoreUnavailable("of this caller", 1_000)));
              }
            });
  }

  private static void refuseMethod(Reply reply, String allowed) {
    reply.headers().set(Headers.ALLOW, allowed);
    reply.refuse(Refusals.of(new Refused.MethodNotAllowed(allowed)));
  }

  private Gateway.Limits limits() {
    var configuration = loop.shared().snapshots().current();
    return configuration == null ? UNTOLD : configuration.gateway().limits();
  }

  private static String address(@Nullable SocketAddress remote) {
    var host = remote == null ? null : remote.hostAddress();
    return host == null ? "unknown" : host;
  }

  /** As it was on the wire: names, values, and four bytes between them. */
  private static long headBytes(HttpServerRequest request) {
    long bytes = request.uri().length();
    for (var header : request.headers()) {
      bytes += header.getKey().length() + header.getValue().length() + 4L;
    }
    return bytes;
  }
}
