package dev.headgate.dataplane.budget;

/** What the reserve script says. */
sealed interface ReserveReply {

  /**
   * It is held.
   *
   * @param sequence of the account
   * @param cap that fits
   * @param used by counter, this hold included
   */
  record Held(long sequence, int cap, Figures used) implements ReserveReply {}

  /**
   * It does not fit.
   *
   * @param used by counter, without this hold
   */
  record TooMuch(Figures used) implements ReserveReply {}

  /** A window is not the store's: its time says which is. */
  record Stale(long nowMs) implements ReserveReply {}

  /** There was a hold of this id, and it has ended. */
  record Ended() implements ReserveReply {}

  static ReserveReply of(Figures reply) {
    return switch ((int) reply.at(0)) {
      case 1 -> new Held(reply.at(2), (int) reply.at(3), reply.from(4));
      case 0 -> new TooMuch(reply.from(4));
      case -1 -> new Stale(reply.at(1));
      default -> new Ended();
    };
  }
}
