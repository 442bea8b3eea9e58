package dev.headgate.dataplane.dialect.translated;

import dev.headgate.contract.Backend.Capability;
import dev.headgate.conversation.model.Conversation;
import dev.headgate.conversation.model.OutputFormat;
import dev.headgate.conversation.model.Part;
import dev.headgate.conversation.model.Part.Media;
import dev.headgate.dataplane.dialect.Asked;
import dev.headgate.dataplane.dialect.scan.InputEstimate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a conversation asks. */
public record ConversationAsked(
    String model,
    boolean stream,
    int outputCap,
    int choices,
    Set<Capability> needs,
    long inputTokens,
    @Nullable String session)
    implements Asked {

  /**
   * Looks through a conversation.
   *
   * @param body its bytes: what is no medium of it is text
   */
  public static ConversationAsked of(Conversation conversation, byte[] body) {
    var seen = new Seen();
    conversation.turns().forEach(turn -> seen.parts(turn.parts()));
    var needs = seen.needs;
    if (conversation.delivery().stream()) {
      needs.add(Capability.Streaming);
    }
    if (!conversation.tooling().tools().isEmpty()) {
      needs.add(Capability.Tools);
    }
    if (conversation.output().format() instanceof OutputFormat.Schema) {
      needs.add(Capability.JsonSchema);
    }
    if (conversation.output().logProbs() != null) {
      needs.add(Capability.LogProbs);
    }
    var cap = conversation.output().maxTokens();
    var identity = conversation.identity();
    return new ConversationAsked(
        conversation.model(),
        conversation.delivery().stream(),
        cap == null ? 0 : cap,
        conversation.output().n(),
        Set.copyOf(needs),
        InputEstimate.tokens(
            body.length - seen.imageBytes - seen.audioBytes - seen.fileBytes,
            nonAscii(body),
            seen.images,
            seen.audioBytes,
            seen.fileBytes),
        identity.cacheKey() == null ? identity.user() : identity.cacheKey());
  }

  private static long nonAscii(byte[] body) {
    long count = 0;
    for (byte each : body) {
      count += each < 0 ? 1 : 0;
    }
    return count;
  }

  /** The media of a conversation. */
  private static final class Seen {
    private final EnumSet<Capability> needs = EnumSet.noneOf(Capability.class);
    private int images;
    private long imageBytes;
    private long audioBytes;
    private long fileBytes;

    void parts(List<Part> parts) {
      for (var part : parts) {
        switch (part) {
          case Media medium -> medium(medium);
          case Part.ToolResult result -> parts(result.content());
          default -> {}
        }
      }
    }

    private void medium(Media medium) {
      long bytes = medium.source() instanceof Media.Inline inline ? inline.base64().length() : 0;
      switch (medium.kind()) {
        case IMAGE, VIDEO -> {
          images++;
          imageBytes += bytes;
          needs.add(Capability.Vision);
        }
        case AUDIO -> {
          audioBytes += bytes;
          needs.add(Capability.Audio);
        }
        case DOCUMENT -> {
          fileBytes += bytes;
          if (!(medium.source() instanceof Media.Plain)) {
            needs.add(Capability.Documents);
          }
        }
      }
    }
  }
}
