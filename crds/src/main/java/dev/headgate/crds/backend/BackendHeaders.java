package dev.headgate.crds.backend;

import dev.headgate.crds.Absent;
import dev.headgate.crds.ApiObject;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Items;
import dev.headgate.crds.schema.Text;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Map;

/** Headers sent with every call. */
@ApiObject
@ValidationRule(
    value = "self.set.all(k, k.matches('^[A-Za-z0-9][A-Za-z0-9_-]{0,127}$'))",
    message = "header names consist of letters, digits, dashes and underscores",
    fieldPath = ".set")
@ValidationRule(
    value =
        "self.set.all(k, !(k.lowerAscii() in ['authorization', 'proxy-authorization', 'x-api-key',"
            + " 'x-goog-api-key', 'api-key', 'cookie', 'host', 'content-length', 'content-type',"
            + " 'transfer-encoding', 'connection', 'upgrade', 'te', 'trailer', 'expect']) &&"
            + " !k.lowerAscii().startsWith('x-headgate-'))",
    message =
        "credentials belong in spec.credentials, and headers of HTTP itself or x-headgate-* cannot"
            + " be set",
    fieldPath = ".set")
public record BackendHeaders(
    @Doc(
            value =
                "Values by header name. Credentials and headers that belong to HTTP or to Headgate"
                    + " are refused.",
            example = "{x-team: platform}")
        @Text(max = 1024)
        @Items(min = 1, max = 16)
        @Required
        Map<String, String> set) {
  public BackendHeaders {
    set = Absent.map(set);
  }
}
