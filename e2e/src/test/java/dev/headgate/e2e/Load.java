package dev.headgate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;

/** Traffic that does not end while things move; its pod's log has the tally. */
final class Load {
  private static final int CALLS_AFTERWARDS = 10;
  private static final int STREAMS_AFTERWARDS = 2;

  private final CallerPod pod;

  private Load(CallerPod pod) {
    this.pod = pod;
  }

  /** Plain calls without a pause worth its name, and streams of two seconds. */
  static Load start(String name) {
    Load load =
        new Load(
            CallerPod.start(
                name,
                "traffic-key",
                "load",
                "--plain=2",
                "--streams=3",
                "--model=steady",
                "--stream-model=paced"));
    Eventually.within(60, "the first answers", () -> load.counts().path("streamed").asInt() > 0);
    return load;
  }

  /** Something that is done to the cluster. */
  interface Step {
    void run() throws Exception;
  }

  /** Does it, waits until traffic has gone on behind it, and finds that no call was lost. */
  void losesNothingWhile(Step step) throws Exception {
    JsonNode before = counts();
    step.run();
    goesOn();
    JsonNode after = counts();
    assertThat(lost(after) - lost(before)).as("calls lost: %s", failures(lost(before))).isZero();
  }

  /** Waits for whole answers and streams that began after this. */
  void goesOn() {
    JsonNode now = counts();
    Eventually.within(
        60,
        "traffic that goes on",
        () -> {
          JsonNode later = counts();
          return later.path("whole").asInt() >= now.path("whole").asInt() + CALLS_AFTERWARDS
              && later.path("streamed").asInt()
                  >= now.path("streamed").asInt() + STREAMS_AFTERWARDS;
        });
  }

  /** Calls that failed or were cut so far. */
  int lost() {
    return lost(counts());
  }

  /** The codes of the errors of calls that failed after so many. */
  List<String> codesSince(int known) {
    return failures(known).stream().map(line -> line.at("/outcome/code").asText()).toList();
  }

  /** The tally of this second. */
  JsonNode counts() {
    return pod.saidLast().stream()
        .filter(line -> line.has("whole"))
        .reduce((earlier, later) -> later)
        .orElseGet(MissingNode::getInstance);
  }

  private static int lost(JsonNode counts) {
    return counts.path("failed").asInt() + counts.path("cut").asInt();
  }

  private List<JsonNode> failures(int known) {
    return pod.said().stream().filter(line -> line.has("outcome")).skip(known).toList();
  }
}
