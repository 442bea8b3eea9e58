package dev.headgate.dataplane.replay;

import dev.headgate.conversation.dialect.Decoded;
import dev.headgate.conversation.dialect.Target;
import dev.headgate.conversation.model.Conversation;
import dev.headgate.conversation.model.Loss;
import dev.headgate.conversation.model.Part;
import dev.headgate.conversation.translate.LossPolicy;
import dev.headgate.conversation.translate.Translated;
import dev.headgate.conversation.translate.Translation;
import java.util.List;
import java.util.Set;

/** Judges the request of a recording. */
final class Requests {
  private static final Set<Integer> REFUSED = Set.of(400, 413, 422);

  private final Judge judge;
  private final Findings findings;

  Requests(Judge judge, Findings findings) {
    this.judge = judge;
    this.findings = findings;
  }

  void check(Recording recording, Spoken spoken) {
    if (spoken.own()) {
      simulator(recording, spoken);
    }
    var inbound = spoken.wire().inbound();
    if (inbound == null || recording.status() / 100 != 2) {
      return;
    }
    if (inbound.decodeRequest(recording.request(), spoken.context())
        instanceof Decoded.Read<Conversation>(var conversation, var losses)) {
      unknown(recording, conversation);
      same(recording, spoken, conversation, losses);
      Model.ALL.forEach(model -> translate(recording, spoken, conversation, losses, model));
    } else {
      var invalid =
          (Decoded.Invalid<?>) inbound.decodeRequest(recording.request(), spoken.context());
      findings.add(
          Finding.Kind.REQUEST_REFUSED,
          recording,
          spoken.wire() + " " + invalid.path() + " " + invalid.message());
    }
  }

  private void simulator(Recording recording, Spoken spoken) {
    var refusal = judge.refusal(spoken.wire(), spoken.model(), spoken.stream(), spoken.body());
    if (refusal != null && recording.status() / 100 == 2) {
      findings.add(Finding.Kind.SIMULATOR_STRICTER, recording, spoken.wire() + " " + refusal);
    }
    if (refusal == null && REFUSED.contains(recording.status())) {
      var said = Spoken.tree(recording.response());
      findings.add(
          Finding.Kind.SIMULATOR_LAXER,
          recording,
          spoken.wire() + " " + said.findPath("message").asText(said.toString()));
    }
  }

  private void unknown(Recording recording, Conversation conversation) {
    for (var turn : conversation.turns()) {
      for (var part : turn.parts()) {
        if (part instanceof Part.Unknown unknown) {
          findings.add(Finding.Kind.UNKNOWN_PART, recording, "request: " + unknown.type());
        }
      }
    }
  }

  private void same(
      Recording recording, Spoken spoken, Conversation conversation, List<Loss> losses) {
    var said =
        said(
            conversation,
            losses,
            spoken.wire(),
            spoken.wire().target(spoken.model(), true, 128_000));
    var differences =
        JsonDiff.of(
            Canonical.request(spoken.wire(), spoken.body()),
            Canonical.request(spoken.wire(), Spoken.tree(said.body())));
    if (said.losses().isEmpty()) {
      differences.forEach(
          line ->
              findings.add(
                  Finding.Kind.REQUEST_CHANGED,
                  recording,
                  spoken.wire() + (spoken.own() ? " " : " (other server) ") + line));
    } else {
      said.losses().forEach(loss -> findings.told(spoken.wire() + " to itself", loss));
    }
  }

  private void translate(
      Recording recording,
      Spoken spoken,
      Conversation conversation,
      List<Loss> losses,
      Model model) {
    var wire = model.wire();
    var said = said(conversation, losses, wire, model.target());
    said.losses().forEach(loss -> findings.told("to " + wire, loss));
    var body = Spoken.tree(said.body());
    var refusal = judge.refusal(wire, model.name(), conversation.delivery().stream(), body);
    findings.translated();
    // What another server of the same dialect takes goes on to a server of this dialect.
    boolean theirs =
        !spoken.own() && wire.outbound().name().equals(spoken.wire().outbound().name());
    if (!theirs && refusal != null) {
      findings.add(
          Finding.Kind.TRANSLATION_REFUSED, recording, wire + " " + model.name() + ": " + refusal);
    }
  }

  private static Translated.Ready said(
      Conversation conversation, List<Loss> losses, Wire wire, Target target) {
    return (Translated.Ready)
        Translation.of(conversation, losses, wire.outbound(), target, LossPolicy.PERMISSIVE);
  }
}
