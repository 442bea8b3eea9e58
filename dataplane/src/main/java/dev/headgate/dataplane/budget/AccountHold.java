package dev.headgate.dataplane.budget;

import java.util.List;

/**
 * One attempt's hold in one account.
 *
 * @param prefix of the account's keys
 * @param counters where it stands
 */
record AccountHold(String prefix, List<HeldCounter> counters) {}
