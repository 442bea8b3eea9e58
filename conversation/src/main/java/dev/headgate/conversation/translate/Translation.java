package dev.headgate.conversation.translate;

import dev.headgate.conversation.dialect.Losses;
import dev.headgate.conversation.dialect.Outbound;
import dev.headgate.conversation.dialect.Target;
import dev.headgate.conversation.model.Conversation;
import dev.headgate.conversation.model.Loss;
import dev.headgate.conversation.repair.Repair;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The way of a request that has been read: repair pairing and ids, filter opaque data by realm,
 * check against what the target can, encode, apply the loss policy. A pure function; the same
 * conversation can be sent through it for one target after the other.
 */
public final class Translation {
  private static final int NAMED = 5;

  private Translation() {}

  /**
   * Writes a conversation for a target.
   *
   * @param read the losses of reading it
   */
  public static Translated of(
      Conversation conversation,
      List<Loss> read,
      Outbound dialect,
      Target target,
      LossPolicy policy) {
    var losses = new Losses();
    var repaired = Repair.of(conversation, losses);
    var filtered = RealmFilter.filter(repaired, target.realm(), losses);
    var declarable = ForeignTools.leaveOut(filtered, dialect.name(), losses);
    var checked = CapabilityCheck.check(declarable, target, losses);
    var encoded = dialect.encodeRequest(checked, target);
    var all = new ArrayList<Loss>(read);
    all.addAll(losses.list());
    all.addAll(encoded.losses());
    var refused = all.stream().filter(loss -> !policy.permits(loss.severity())).toList();
    return refused.isEmpty()
        ? new Translated.Ready(encoded.body(), encoded.wayBack(), all, LossHeader.of(all))
        : new Translated.Refused(refused, message(refused));
  }

  private static String message(List<Loss> refused) {
    var named =
        refused.stream()
            .map(loss -> loss.path() + " (" + loss.why() + ")")
            .distinct()
            .limit(NAMED)
            .collect(Collectors.joining("; "));
    long more = refused.stream().map(Loss::path).distinct().count() - NAMED;
    return "the request cannot be said to this target without loss: "
        + named
        + (more > 0 ? "; and " + more + " more" : "");
  }
}
