package dev.headgate.simulator.dialect.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headgate.simulator.answer.Signature;
import dev.headgate.simulator.shape.Path;
import dev.headgate.simulator.shape.Violation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What a generateContent request may not combine. Runs on bodies whose shape is right. */
final class GenerateRules {
  /** The realm of signatures. */
  static final String REALM = "gemini";

  private static final Pattern NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_.:-]{0,63}");
  private static final Pattern THINKS_ALWAYS = Pattern.compile("gemini-(2\\.5|3.*)-pro.*");
  private static final Pattern THINKS_NOT = Pattern.compile("gemini-(1|2\\.0).*");
  private static final Pattern PREFILLED =
      Pattern.compile("gemini-([12]\\..*|3(\\.1)?-.*|pro(-latest)?)");
  private static final Pattern NEEDS_SIGNATURES = Pattern.compile("gemini-[3-9].*");
  // https://ai.google.dev/gemini-api/docs/thought-signatures: accepted in place of a real one
  private static final Set<String> SKIP =
      Set.of("skip_thought_signature_validator", "context_engineering_is_the_way_to_go");
  private static final List<String> DATA =
      List.of(
          "text",
          "inlineData",
          "functionCall",
          "functionResponse",
          "fileData",
          "executableCode",
          "codeExecutionResult");

  private final JsonNode body;
  private final JsonNode contents;
  private final String model;
  private final List<Violation> found = new ArrayList<>();

  private GenerateRules(JsonNode body, String model) {
    this.body = body;
    this.contents = body.get("contents");
    this.model = model;
  }

  /** What is wrong; empty when nothing is. */
  static List<Violation> check(JsonNode body, String model) {
    var rules = new GenerateRules(body, model);
    rules.contents();
    rules.tools();
    var turns = new FunctionTurns(rules.contents, rules.found);
    turns.check();
    rules.signatures();
    rules.thinking();
    if (!PREFILLED.matcher(model).matches()) {
      turns.end();
    }
    return rules.found;
  }

  private void contents() {
    if (contents.isEmpty()) {
      field(Path.ROOT.field("contents"), "contents is not specified");
    }
    for (int i = 0; i < contents.size(); i++) {
      JsonNode content = contents.get(i);
      Path at = Path.ROOT.field("contents").item(i);
      String role = content.path("role").asText("user");
      if (!role.equals("user") && !role.equals("model")) {
        rule("Please use a valid role: user, model.");
      }
      JsonNode parts = content.path("parts");
      if (parts.isEmpty()) {
        field(at.field("parts"), "contents.parts must not be empty.");
      }
      for (int j = 0; j < parts.size(); j++) {
        part(at.field("parts").item(j), parts.get(j));
      }
    }
    if (contents.size() == 1 && contents.get(0).path("role").asText("user").equals("model")) {
      rule(
          "Please ensure that single turn requests end with a user role or the role field is"
              + " empty.");
    }
  }

  private void part(Path at, JsonNode part) {
    long data = DATA.stream().filter(name -> !Proto.get(part, name).isMissingNode()).count();
    if (data == 0 && Proto.get(part, "videoMetadata").isMissingNode()) {
      field(at.field("data"), "required oneof field 'data' must have one initialized field");
    } else if (data > 1) {
      rule(
          "Invalid value at '"
              + GeminiErrors.path(at)
              + "' (oneof), oneof field 'data' is already set. Cannot set another one.");
    }
    if (Proto.get(Proto.get(part, "functionResponse"), "name").asText("x").isEmpty()) {
      field(at.field("functionResponse").field("name"), "Name cannot be empty.");
    }
  }

  private void tools() {
    var names = new HashSet<String>();
    JsonNode tools = body.path("tools");
    for (int i = 0; i < tools.size(); i++) {
      JsonNode functions = Proto.get(tools.get(i), "functionDeclarations");
      for (int j = 0; j < functions.size(); j++) {
        Path at = Path.ROOT.field("tools").item(i).field("functionDeclarations").item(j);
        function(at, functions.get(j), names);
      }
    }
    JsonNode config = Proto.get(Proto.get(body, "toolConfig"), "functionCallingConfig");
    JsonNode allowed = Proto.get(config, "allowedFunctionNames");
    String mode = config.path("mode").asText("");
    if (!allowed.isEmpty() && !mode.equals("ANY") && !mode.equals("VALIDATED")) {
      rule("Please set allowed_function_names only when function calling mode is ANY.");
    }
    if (names.isEmpty() && (mode.equals("ANY") || mode.equals("VALIDATED"))) {
      rule("Function calling config is set without function_declarations.");
    }
    for (JsonNode name : allowed) {
      if (!names.contains(name.asText())) {
        rule("`allowed_function_names` should be a subset of the declared functions: " + name);
      }
    }
    JsonNode generation = Proto.get(body, "generationConfig");
    String mime = Proto.get(generation, "responseMimeType").asText("text/plain");
    boolean schema =
        Proto.get(generation, "responseSchema").isObject()
            || Proto.get(generation, "responseJsonSchema").isObject();
    if (schema && mime.equals("text/plain")) {
      rule(
          "response_schema is only supported with response_mime_type application/json or"
              + " text/x.enum.");
    }
    if (!names.isEmpty()
        && mime.equals("application/json")
        && !NEEDS_SIGNATURES.matcher(model).matches()) {
      rule("Function calling with a response mime type: 'application/json' is unsupported");
    }
  }

  private void function(Path at, JsonNode function, Set<String> names) {
    String name = function.get("name").asText();
    if (!NAME.matcher(name).matches()) {
      field(
          at.field("name"),
          "Invalid function name. Must start with a letter or an underscore. Must be alphanumeric"
              + " (a-z, A-Z, 0-9), underscores (_), dots (.), colons (:), or dashes (-), with a"
              + " maximum length of 64.");
    }
    if (!names.add(name)) {
      rule("Duplicate function declaration found: " + name);
    }
    JsonNode parameters = function.path("parameters");
    if (parameters.isObject()) {
      schema(at.field("parameters"), parameters, true);
    }
  }

  private void schema(Path at, JsonNode schema, boolean root) {
    String type = schema.path("type").asText("").toLowerCase(java.util.Locale.ROOT);
    if (type.isEmpty() && !Proto.get(schema, "anyOf").isArray()) {
      field(at.field("type"), "must be specified");
    }
    if (root && !type.isEmpty() && !type.equals("object")) {
      field(at, "parameters schema should be of type OBJECT.");
    }
    if (schema.path("enum").isArray() && !type.equals("string")) {
      field(at.field("enum"), "only allowed for STRING type");
    }
    if (type.equals("array") && !schema.path("items").isObject()) {
      field(at.field("items"), "missing field.");
    }
    for (JsonNode name : schema.path("required")) {
      if (!schema.path("properties").has(name.asText())) {
        field(at.field("required"), "property is not defined: " + name.asText());
      }
    }
    schema
        .path("properties")
        .properties()
        .forEach(
            entry -> schema(at.field("properties").field(entry.getKey()), entry.getValue(), false));
    if (schema.path("items").isObject()) {
      schema(at.field("items"), schema.get("items"), false);
    }
  }

  private void thinking() {
    JsonNode config = Proto.get(Proto.get(body, "generationConfig"), "thinkingConfig");
    JsonNode budget = Proto.get(config, "thinkingBudget");
    JsonNode level = Proto.get(config, "thinkingLevel");
    if (budget.isNumber() && level.isTextual()) {
      rule("You can only set only one of thinking budget and thinking level.");
    }
    if (level.isTextual() && model.startsWith("gemini-2")) {
      rule("Thinking level is not supported for this model.");
    }
    if (config.isObject() && THINKS_NOT.matcher(model).matches()) {
      rule("Unable to submit request because thinking is not supported by this model.");
    }
    if (budget.isNumber() && budget.intValue() == 0 && THINKS_ALWAYS.matcher(model).matches()) {
      rule("Budget 0 is invalid. This model only works in thinking mode.");
    }
  }

  private void signatures() {
    boolean needed = NEEDS_SIGNATURES.matcher(model).matches();
    int running = runningTurn();
    for (int i = 0; i < contents.size(); i++) {
      boolean first = true;
      for (JsonNode part : contents.get(i).path("parts")) {
        JsonNode call = Proto.get(part, "functionCall");
        String signature = Proto.get(part, "thoughtSignature").asText("");
        if (call.isObject() && first) {
          first = false;
          if (needed && i >= running && signature.isEmpty()) {
            rule(
                "Function call is missing a thought_signature in functionCall parts. This is"
                    + " required for tools to work correctly, and missing thought_signature may"
                    + " lead to degraded model performance. Additional data, function call"
                    + " `default_api:"
                    + call.path("name").asText()
                    + "` , position "
                    + (i + 1)
                    + ". Please refer to https://ai.google.dev/gemini-api/docs/thought-signatures"
                    + " for more details.");
          }
        }
        if (!signature.isEmpty() && !SKIP.contains(signature) && !fits(part, signature)) {
          rule("Corrupted thought signature.");
        }
      }
    }
  }

  /** The first content after the last question of the user: signatures matter from there on. */
  private int runningTurn() {
    for (int i = contents.size() - 1; i >= 0; i--) {
      boolean user = contents.get(i).path("role").asText("user").equals("user");
      if (user && FunctionTurns.count(contents.get(i), "functionResponse") == 0) {
        return i;
      }
    }
    return 0;
  }

  /** Google's SDK for Python writes bytes in the alphabet for URLs; protobuf's JSON reads both. */
  private static boolean fits(JsonNode part, String text) {
    Signature signature = Signature.read(REALM, text.replace('-', '+').replace('_', '/'));
    JsonNode call = Proto.get(part, "functionCall");
    return signature != null && (!call.isObject() || signature.fits(call.path("name").asText("")));
  }

  private void field(Path at, String what) {
    rule("* GenerateContentRequest." + GeminiErrors.path(at) + ": " + what + "\n");
  }

  private void rule(String message) {
    found.add(new Violation.Rule(Path.ROOT, null, message));
  }
}
