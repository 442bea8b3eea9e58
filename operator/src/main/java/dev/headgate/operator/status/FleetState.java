package dev.headgate.operator.status;

import dev.headgate.contract.Report;
import dev.headgate.operator.push.Place;
import dev.headgate.operator.push.ProxyView;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The proxies of one gateway at one moment.
 *
 * @param members every one of them, by name
 * @param digest of the wanted snapshot; null before the first
 * @param circuits as those see them that answer
 */
public record FleetState(List<Member> members, @Nullable String digest, Circuits circuits) {
  public FleetState {
    members = List.copyOf(members);
  }

  /** With the circuits that the members report. */
  public FleetState(List<Member> members, @Nullable String digest) {
    this(members, digest, new Circuits(reports(members)));
  }

  /** No proxy, and none on its way to be known. */
  public static final FleetState EMPTY = new FleetState(List.of(), null);

  /** Whether each that takes calls has answered or had its time to: before, nothing can be said. */
  boolean settled() {
    return counted().noneMatch(m -> m.view().contact() == ProxyView.Contact.Connecting);
  }

  Stream<Member> counted() {
    return members.stream().filter(Member::counts);
  }

  int ready() {
    return (int) counted().count();
  }

  /** How many of the ready ones answer and serve that snapshot or a later one. */
  int serving(Place since) {
    return (int) counted().filter(member -> member.serves(since, digest)).count();
  }

  /** Whether every ready one has acknowledged that snapshot or a later one. */
  boolean acknowledged(Place since) {
    return counted().allMatch(member -> member.acknowledged(since, digest));
  }

  /** Whether a ready one has not had its say about that snapshot, and is about to. */
  boolean answering(Place wanted) {
    return counted().anyMatch(member -> member.answering(wanted, digest));
  }

  /** Reports of proxies that answer and are not about to stop. */
  List<Report> reports() {
    return reports(members);
  }

  private static List<Report> reports(List<Member> members) {
    return members.stream()
        .filter(member -> !member.terminating())
        .flatMap(member -> member.report().stream())
        .filter(report -> !report.draining())
        .toList();
  }
}
