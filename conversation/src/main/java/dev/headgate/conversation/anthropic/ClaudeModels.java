package dev.headgate.conversation.anthropic;

import dev.headgate.conversation.dialect.Quirk;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What Claude's models refuse, by their names (Anthropic's model overview and migration guides):
 * the dialect's reference describes all of them at once.
 */
final class ClaudeModels {
  /**
   * {@code claude-opus-4-1-20250805}, {@code anthropic.claude-3-5-sonnet-…}, {@code
   * claude-fable-5}.
   */
  private static final Pattern VERSION =
      Pattern.compile("claude-(?:[a-z]+-)?(\\d{1,2})(?:[-.](\\d{1,2}))?(?!\\d)");

  /**
   * The first that take instructions between turns (Claude's documentation, "Mid-conversation
   * system messages"); from 5.5 on all do.
   */
  private static final Pattern FIRST_TOLD_MIDWAY = Pattern.compile("opus|fable|mythos");

  private ClaudeModels() {}

  static Set<Quirk> quirks(String model) {
    var name = VERSION.matcher(model);
    if (!name.find()) {
      return Set.of();
    }
    int minor = name.group(2) == null ? 0 : Integer.parseInt(name.group(2));
    int version = Integer.parseInt(name.group(1)) * 100 + minor;
    var quirks = EnumSet.noneOf(Quirk.class);
    if (version >= 407) {
      quirks.add(Quirk.NO_SAMPLING);
      quirks.add(Quirk.ADAPTIVE_THINKING);
    } else if (version >= 401) {
      quirks.add(Quirk.ONE_SAMPLING_KNOB);
    }
    if (version >= 406) {
      quirks.add(Quirk.NO_PREFILL);
    }
    if (version >= 505 || (version >= 408 && FIRST_TOLD_MIDWAY.matcher(model).find())) {
      quirks.add(Quirk.SYSTEM_ANYWHERE);
    }
    return quirks;
  }
}
