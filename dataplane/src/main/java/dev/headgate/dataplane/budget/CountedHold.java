package dev.headgate.dataplane.budget;

import dev.headgate.contract.Backend;
import dev.headgate.dataplane.terms.Usage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One attempt's hold in every account that counts it. */
final class CountedHold implements Hold {
  /** Where holds live: the event loop's table of what is open, and its journal of what ended. */
  interface Home {
    void dispatched(CountedHold hold);

    /**
     * It takes no more outcomes.
     *
     * @param entries one for each account
     * @param usage null when it was estimated or given back
     * @param price null when it was given back
     */
    void ended(
        CountedHold hold, List<JournalEntry> entries, @Nullable Usage usage, @Nullable Long price);
  }

  /** The hold's id in the store. */
  final String id;

  /** Of the client's request: attempts of one exchange share its Request limits. */
  final String exchange;

  final List<AccountHold> accounts;

  /** Nanos that are held; they count against the outage's allowance when the store is away. */
  final long cost;

  /** Not null when the store was away: this tenant's allowance bears the hold. */
  final @Nullable String owingTenant;

  /** What is held by unit, for limits of a single request. */
  final HoldCost measure;

  /** Whether a limit of a single request counts it. */
  final boolean limitsRequest;

  /** What was sent as output cap. */
  final int cap;

  private final Home home;
  private final Backend.@Nullable Pricing pricing;
  private final Meta meta;
  private boolean dispatched;
  private boolean ended;
  private long price;

  CountedHold(
      Home home,
      HoldRequest request,
      String id,
      Meta meta,
      List<AccountHold> accounts,
      HoldCost measure,
      int cap,
      long cost,
      boolean limitsRequest,
      boolean owing) {
    this.home = home;
    this.id = id;
    this.exchange = request.exchange();
    this.accounts = accounts;
    this.measure = measure;
    this.limitsRequest = limitsRequest;
    this.cap = cap;
    this.cost = cost;
    this.owingTenant = owing ? request.consumer().tenant() : null;
    this.pricing = request.model().pricing();
    this.meta = meta;
  }

  boolean isDispatched() {
    return dispatched;
  }

  @Override
  public void dispatched() {
    if (!dispatched && !ended) {
      dispatched = true;
      home.dispatched(this);
    }
  }

  @Override
  public long settle(Usage usage) {
    return end(true, usage, pricing == null ? 0 : Money.price(pricing, usage));
  }

  @Override
  public long settleEstimated() {
    return end(true, null, cost);
  }

  @Override
  public void release() {
    end(false, null, 0);
  }

  private long end(boolean charge, @Nullable Usage usage, long cost) {
    if (!ended) {
      ended = true;
      price = cost;
      var kind = usage == null ? "estimated" : "real";
      var entries = new ArrayList<JournalEntry>(accounts.size());
      var owing = charge ? owingTenant : null;
      for (AccountHold account : accounts) {
        entries.add(new JournalEntry(account, id, charge, cost, kind, usage, meta, owing));
        owing = null;
      }
      home.ended(this, entries, usage, charge ? (Long) cost : null);
    }
    return price;
  }
}
