package dev.headgate.simulator.script;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The faults that wait for their calls, in the order they were scripted. */
public final class Faults {
  /**
   * A fault and the calls it is for.
   *
   * @param provider null for all
   * @param model null for all
   * @param times how many calls it hits; -1 for every call until it is deleted; 1 when absent
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Scripted(
      @Nullable String provider, @Nullable String model, @Nullable Integer times, Fault fault) {
    public Scripted {
      if (times != null && (times == 0 || times < -1)) {
        throw new IllegalArgumentException("times must be positive, or -1 for ever");
      }
    }

    boolean covers(String askedProvider, String askedModel) {
      return (provider == null || provider.equals(askedProvider))
          && (model == null || model.equals(askedModel));
    }

    private boolean lastTime() {
      return times == null || times == 1;
    }

    private Scripted once() {
      return times == null || times == -1 ? this : new Scripted(provider, model, times - 1, fault);
    }
  }

  private final List<Scripted> waiting = new ArrayList<>();

  /** Adds a fault behind those that wait already. */
  public synchronized void add(Scripted scripted) {
    waiting.add(scripted);
  }

  /** Takes all of them back. */
  public synchronized void clear() {
    waiting.clear();
  }

  /** Those that still wait. */
  public synchronized List<Scripted> list() {
    return List.copyOf(waiting);
  }

  /** The first fault for this call, used up once; {@link Fault#NONE} when none waits. */
  public synchronized Fault take(String provider, String model) {
    if (waiting.isEmpty()) {
      return Fault.NONE;
    }
    for (int i = 0; i < waiting.size(); i++) {
      Scripted scripted = waiting.get(i);
      if (scripted.covers(provider, model)) {
        if (scripted.lastTime()) {
          waiting.remove(i);
        } else {
          waiting.set(i, scripted.once());
        }
        return scripted.fault();
      }
    }
    return Fault.NONE;
  }

  /** The first fault that names this model; others are left for their calls. */
  public synchronized Fault takeNamed(String provider, String model) {
    return waiting.stream()
            .anyMatch(
                scripted -> model.equals(scripted.model()) && scripted.covers(provider, model))
        ? take(provider, model)
        : Fault.NONE;
  }

  /** Takes back those of one provider. */
  public synchronized void clear(String provider) {
    for (Iterator<Scripted> i = waiting.iterator(); i.hasNext(); ) {
      if (provider.equals(i.next().provider())) {
        i.remove();
      }
    }
  }
}
