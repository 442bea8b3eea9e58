package dev.headgate.operator.status;

import dev.headgate.contract.Report;
import dev.headgate.crds.Problem;
import dev.headgate.operator.compile.Facts;
import dev.headgate.operator.compile.ObjectKey;
import dev.headgate.operator.compile.Verdict;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one gateway has to say about one object.
 *
 * @param state the gateway; null when the object belongs to none
 * @param verdict compile's
 */
record Statement(@Nullable GatewayState state, Verdict verdict) {

  /** What each gateway says, or compile alone when no gateway has to do with the object. */
  static List<Statement> about(ObjectKey key, Board board) {
    List<Statement> told =
        board.gateways().stream().flatMap(state -> in(key, state).stream()).toList();
    Verdict alone = board.unattached().get(key);
    return told.isEmpty() && alone != null ? List.of(new Statement(null, alone)) : told;
  }

  private static List<Statement> in(ObjectKey key, GatewayState state) {
    Verdict verdict = state.compilation().verdicts().get(key);
    return verdict == null ? List.of() : List.of(new Statement(state, verdict));
  }

  static List<Problem> problems(List<Statement> statements) {
    return statements.stream()
        .flatMap(statement -> statement.verdict().problems().stream())
        .distinct()
        .limit(Verdict.MAX_PROBLEMS)
        .map(finding -> Problem.of(finding.path(), finding.reason(), finding.message()))
        .toList();
  }

  <F extends Facts> Stream<F> facts(Class<F> type) {
    Facts facts = verdict.facts();
    return type.isInstance(facts) ? Stream.of(type.cast(facts)) : Stream.empty();
  }

  Circuits circuits() {
    return state == null ? Circuits.NONE : state.fleet().circuits();
  }

  /** Of the gateway's proxies that answer now. */
  List<Report> reports() {
    return state == null ? List.of() : state.fleet().reports();
  }
}
