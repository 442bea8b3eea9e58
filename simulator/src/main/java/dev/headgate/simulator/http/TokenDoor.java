package dev.headgate.simulator.http;

import dev.headgate.simulator.dialect.gemini.GoogleAccounts;
import dev.headgate.simulator.script.Fault;
import dev.headgate.simulator.script.Faults;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;

/** Where service accounts get their tokens: {@code POST /{provider}/token}, a form as Google's. */
public final class TokenDoor {
  /** How paths to it end. */
  private static final String SUFFIX = "/token";

  /** What faults call it in place of a model. */
  private static final String MODEL = "token";

  private final GoogleAccounts accounts;
  private final Faults faults;

  public TokenDoor(GoogleAccounts accounts, Faults faults) {
    this.accounts = accounts;
    this.faults = faults;
  }

  /** Whether this is a path to it. */
  public boolean is(HttpServerRequest request, String path) {
    return path.endsWith(SUFFIX) && request.method().equals(HttpMethod.POST);
  }

  /** Answers a call; its body need not have come yet. */
  public void handle(HttpServerRequest request, String path) {
    request.setExpectMultipart(true);
    request.endHandler(
        end -> {
          String provider = Address.provider(path.substring(0, path.length() - SUFFIX.length()));
          Fault fault = faults.takeNamed(provider, MODEL);
          if (fault.neverAnswer()) {
            return;
          }
          var exchange =
              fault.status() != null && fault.status() >= 300
                  ? new GoogleAccounts.Exchange(
                      fault.status(), "internal_failure", "{\"error\":\"internal_failure\"}")
                  : accounts.exchange(
                      request.getFormAttribute("grant_type"),
                      request.getFormAttribute("assertion"),
                      request.scheme() + "://" + request.authority() + path);
          request
              .response()
              .setStatusCode(exchange.status())
              .putHeader("content-type", "application/json; charset=utf-8")
              .end(exchange.body());
        });
  }
}
