package dev.headgate.operator.gitops;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headgate.operator.compile.Check;
import dev.headgate.operator.compile.Compilation;
import dev.headgate.operator.compile.Compiler;
import dev.headgate.operator.compile.Expiries;
import dev.headgate.operator.compile.Kind;
import dev.headgate.operator.compile.ManifestWorld;
import dev.headgate.operator.compile.NamespacedName;
import dev.headgate.operator.compile.ObjectKey;
import dev.headgate.operator.compile.Resource;
import dev.headgate.operator.compile.Verdict;
import dev.headgate.operator.compile.WorldView;
import dev.headgate.operator.push.Place;
import dev.headgate.operator.status.Board;
import dev.headgate.operator.status.GatewayState;
import dev.headgate.operator.status.Persistence;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A case of {@code compile/} as it would be in an API server, and what is known of its gateway.
 *
 * @param documents its manifests, each with a generation
 * @param drillsBuilt whether drills are judged as they will be once they are run
 */
record RecordedWorld(List<JsonNode> documents, boolean drillsBuilt) {
  static final Instant NOW = ManifestWorld.NOW;
  static final long GENERATION = 2;

  private static final Path WORLDS =
      Path.of(System.getProperty("headgate.root", ".."), "operator/src/test/resources/compile");

  static RecordedWorld of(String folder) {
    List<JsonNode> documents = ManifestWorld.documentsOfFolder(WORLDS.resolve(folder));
    documents.forEach(
        document -> ((ObjectNode) document.get("metadata")).put("generation", GENERATION));
    return new RecordedWorld(documents, false);
  }

  RecordedWorld withDrillsBuilt() {
    return new RecordedWorld(documents, true);
  }

  ObjectNode object(Kind kind, String name) {
    return documents.stream()
        .filter(document -> document.path("kind").asText().equals(kind.name()))
        .filter(document -> document.at("/metadata/name").asText().equals(name))
        .map(document -> (ObjectNode) document.deepCopy())
        .findFirst()
        .orElseThrow();
  }

  Board board(RecordedFleet fleet) {
    WorldView world = ManifestWorld.of(documents);
    NamespacedName main = new NamespacedName("ai", "main");
    Compilation compiled = Compiler.compile(main, world);
    Map<ObjectKey, Verdict> verdicts = judged(compiled.verdicts());
    Map<ObjectKey, Place> since = new HashMap<>();
    verdicts.keySet().forEach(key -> since.put(key, RecordedFleet.WANTED));
    GatewayState state =
        new GatewayState(
            main,
            new Compilation(compiled.snapshot(), verdicts, null),
            RecordedFleet.WANTED,
            since,
            fleet.state(),
            new Persistence.Stored(),
            "main.ai.svc",
            null,
            false);
    Map<ObjectKey, Long> looked = new HashMap<>();
    Stream.of(
            world.gateways(),
            world.backends(),
            world.routes(),
            world.budgets(),
            world.consumers(),
            world.firewalls(),
            world.drills())
        .flatMap(List::stream)
        .map(Resource::key)
        .forEach(key -> looked.put(key, GENERATION));
    return new Board(looked, judged(Compiler.unattached(world)), List.of(state), null);
  }

  private Map<ObjectKey, Verdict> judged(Map<ObjectKey, Verdict> verdicts) {
    Map<ObjectKey, Verdict> judged = new HashMap<>(verdicts);
    if (drillsBuilt) {
      judged.replaceAll(
          (key, verdict) ->
              key.kind() == Kind.FailoverDrill
                  ? new Verdict(
                      key,
                      GENERATION,
                      Check.OK,
                      Check.OK,
                      Check.OK,
                      List.of(),
                      List.of(),
                      false,
                      null,
                      Expiries.NONE)
                  : verdict);
    }
    return judged;
  }
}
