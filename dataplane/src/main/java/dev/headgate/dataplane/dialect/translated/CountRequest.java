package dev.headgate.dataplane.dialect.translated;

import dev.headgate.contract.Backend.Capability;
import dev.headgate.dataplane.dialect.Asked;
import dev.headgate.dataplane.dialect.CallerRequest;
import dev.headgate.dataplane.dialect.Recipient;
import dev.headgate.dataplane.dialect.Said;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A request for the number of its tokens: it costs nothing and fits every model. */
public final class CountRequest implements CallerRequest {
  private final Counting asked;
  private final SpokenRequest.Understood spoken;
  private final long estimate;

  /**
   * @param whole what it would ask if it were sent
   */
  public CountRequest(Asked whole, SpokenRequest.Understood spoken) {
    this.asked = new Counting(whole.model(), whole.session());
    this.spoken = spoken;
    this.estimate = whole.inputTokens();
  }

  /** What it asks: a number. */
  private record Counting(String model, @Nullable String session) implements Asked {
    @Override
    public boolean stream() {
      return false;
    }

    @Override
    public int outputCap() {
      return 0;
    }

    @Override
    public int choices() {
      return 1;
    }

    @Override
    public Set<Capability> needs() {
      return Set.of();
    }

    @Override
    public long inputTokens() {
      return 0;
    }

    @Override
    public String operation() {
      return "count_tokens";
    }
  }

  @Override
  public Asked asked() {
    return asked;
  }

  @Override
  public boolean counts() {
    return true;
  }

  @Override
  public Said to(Recipient target) {
    return spoken.count(target, estimate);
  }
}
