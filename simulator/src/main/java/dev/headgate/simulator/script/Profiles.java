package dev.headgate.simulator.script;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Which profile holds for which model; the most specific one does. */
public final class Profiles {
  /**
   * A profile and what it is for.
   *
   * @param provider null for all
   * @param model null for all
   */
  public record Entry(@Nullable String provider, @Nullable String model, Profile profile) {
    boolean covers(String askedProvider, String askedModel) {
      return (provider == null || provider.equals(askedProvider))
          && (model == null || model.equals(askedModel));
    }

    int specificity() {
      return (provider == null ? 0 : 1) + (model == null ? 0 : 2);
    }
  }

  private final List<Entry> entries = new CopyOnWriteArrayList<>();
  private final Profile otherwise;

  /** Profiles of a simulator whose models behave like this unless told otherwise. */
  public Profiles(Profile otherwise) {
    this.otherwise = otherwise;
  }

  /** Sets the profile of a provider, of a model, of both or of all; replaces the one it had. */
  public synchronized void put(Entry entry) {
    entries.removeIf(
        old ->
            Objects.equals(old.provider(), entry.provider())
                && Objects.equals(old.model(), entry.model()));
    entries.add(entry);
  }

  /** Forgets all of them. */
  public synchronized void clear() {
    entries.clear();
  }

  /** Those that were put. */
  public List<Entry> list() {
    return List.copyOf(entries);
  }

  /** Names of models that a provider lists: those with profiles, or two of its own. */
  public Collection<String> models(String provider) {
    var names = new TreeSet<String>();
    for (Entry entry : entries) {
      if (entry.model() != null && entry.covers(provider, entry.model())) {
        names.add(entry.model());
      }
    }
    return names.isEmpty() ? List.of("sim-large", "sim-small") : names;
  }

  /** The one for this model. */
  public Profile of(String provider, String model) {
    Profile best = otherwise;
    int specificity = -1;
    for (Entry entry : entries) {
      if (entry.covers(provider, model) && entry.specificity() > specificity) {
        best = entry.profile();
        specificity = entry.specificity();
      }
    }
    return best;
  }
}
