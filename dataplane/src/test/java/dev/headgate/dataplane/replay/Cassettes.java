package dev.headgate.dataplane.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.yaml.snakeyaml.LoaderOptions;

/**
 * Reads a folder of recordings: cassettes of VCR in YAML or JSON, those with two lists among them,
 * and HAR; packed by gzip or not. Files that are none of these are passed over.
 */
final class Cassettes {
  private static final int LARGEST = 1 << 28;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectMapper YAML = new YAMLMapper(yaml());

  private Cassettes() {}

  private static YAMLFactory yaml() {
    var options = new LoaderOptions();
    options.setCodePointLimit(LARGEST);
    return YAMLFactory.builder().loaderOptions(options).build();
  }

  /** All exchanges below a folder, by file. */
  static List<Recording> below(Path folder) {
    var all = new ArrayList<Recording>();
    try (var files = Files.walk(folder)) {
      for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
        if (file.getFileName().toString().matches(".*\\.(ya?ml|json|har)(\\.gz)?")) {
          read(folder.relativize(file).toString(), parse(file), all);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }

  private static JsonNode parse(Path file) throws IOException {
    var bytes = unpacked(Files.readAllBytes(file));
    var mapper = file.toString().matches(".*\\.ya?ml(\\.gz)?") ? YAML : JSON;
    try {
      return mapper.readTree(bytes);
    } catch (IOException other) {
      return MissingNode.getInstance();
    }
  }

  private static void read(String file, JsonNode root, List<Recording> into) {
    int number = 0;
    for (var interaction : root.path("interactions")) {
      add(file, ++number, interaction.path("request"), interaction.path("response"), into);
    }
    for (int i = 0; i < root.path("requests").size() && root.path("responses").isArray(); i++) {
      add(file, ++number, root.path("requests").get(i), root.path("responses").path(i), into);
    }
    for (var entry : root.path("log").path("entries")) {
      add(file, ++number, entry.path("request"), entry.path("response"), into);
    }
  }

  private static void add(
      String file, int number, JsonNode request, JsonNode response, List<Recording> into) {
    if (!request.path("method").asText("POST").equals("POST")) {
      return;
    }
    var uri = request.path("uri").asText(request.path("url").asText());
    var status = response.path("status");
    into.add(
        new Recording(
            file,
            number,
            uri,
            status.isObject() ? status.path("code").asInt() : status.asInt(),
            body(request, "postData"),
            body(response, "content")));
  }

  /**
   * A body in whichever way it is said.
   *
   * @param har the field that HAR has it in
   */
  private static byte[] body(JsonNode message, String har) {
    if (message.has("parsed_body")) {
      return bytes(message.get("parsed_body"));
    }
    if (message.has(har)) {
      var content = message.get(har);
      var text = content.path("text").asText();
      return "base64".equals(content.path("encoding").asText())
          ? unpacked(Base64.getMimeDecoder().decode(text))
          : text.getBytes(UTF_8);
    }
    var body = message.path("body");
    if (body.has("base64_string")) {
      return unpacked(Base64.getMimeDecoder().decode(body.get("base64_string").asText()));
    }
    return bytes(body.has("string") ? body.get("string") : body);
  }

  private static byte[] bytes(JsonNode said) {
    try {
      if (said.isBinary()) {
        return unpacked(said.binaryValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (said.isMissingNode() || said.isNull()) {
      return new byte[0];
    }
    return (said.isContainerNode() ? said.toString() : said.asText()).getBytes(UTF_8);
  }

  private static byte[] unpacked(byte[] bytes) {
    if (bytes.length < 2 || bytes[0] != 0x1f || bytes[1] != (byte) 0x8b) {
      return bytes;
    }
    try (var packed = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return packed.readAllBytes();
    } catch (IOException e) {
      return bytes;
    }
  }
}
