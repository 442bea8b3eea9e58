package dev.headgate.dataplane.replay;

import dev.headgate.conversation.anthropic.AnthropicDialect;
import dev.headgate.conversation.bedrock.BedrockDialect;
import dev.headgate.conversation.chat.ChatDialect;
import dev.headgate.conversation.dialect.Capability;
import dev.headgate.conversation.dialect.Inbound;
import dev.headgate.conversation.dialect.Outbound;
import dev.headgate.conversation.dialect.Quirk;
import dev.headgate.conversation.dialect.Target;
import dev.headgate.conversation.gemini.GeminiDialect;
import dev.headgate.conversation.model.Realm;
import dev.headgate.conversation.responses.ResponsesDialect;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;

/** What is spoken at a provider's door. */
enum Wire {
  CHAT,
  AZURE,
  RESPONSES,
  ANTHROPIC,
  GEMINI,
  VERTEX,
  BEDROCK;

  private static final Outbound OPENAI = new ChatDialect();
  private static final Outbound ITEMS = new ResponsesDialect();
  private static final Outbound CLAUDE = new AnthropicDialect();
  private static final Outbound GOOGLE = new GeminiDialect();
  private static final Outbound CONVERSE = new BedrockDialect();

  /** Writes requests and reads answers. */
  Outbound outbound() {
    return switch (this) {
      case CHAT, AZURE -> OPENAI;
      case RESPONSES -> ITEMS;
      case ANTHROPIC -> CLAUDE;
      case GEMINI, VERTEX -> GOOGLE;
      case BEDROCK -> CONVERSE;
    };
  }

  /** As callers speak it; null where none does. */
  @Nullable Inbound inbound() {
    return outbound() instanceof Inbound inbound ? inbound : null;
  }

  /** A model of one account that can do everything its name does not deny. */
  Target target(String model, boolean reasons, int maxOutputTokens) {
    var quirks = EnumSet.noneOf(Quirk.class);
    quirks.addAll(outbound().knownQuirks(model));
    if (this == VERTEX) {
      quirks.add(Quirk.VERTEX);
      quirks.add(Quirk.NO_CALL_IDS);
    }
    var capabilities = EnumSet.allOf(Capability.class);
    if (!reasons) {
      capabilities.remove(Capability.REASONING);
    }
    return new Target(model, realm(model), capabilities, maxOutputTokens, quirks);
  }

  /** Where its opaque data is valid. */
  Realm realm(String model) {
    return switch (this) {
      case CHAT, AZURE, RESPONSES -> new Realm("openai", "", "");
      case ANTHROPIC -> new Realm("anthropic", "claude", "");
      case GEMINI, VERTEX -> new Realm("google", "gemini", "");
      case BEDROCK -> BedrockDialect.realm(model, "");
    };
  }
}
