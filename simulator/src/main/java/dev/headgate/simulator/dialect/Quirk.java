package dev.headgate.simulator.dialect;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A shape that some provider's answers have and that naive readers stumble over. Each is seen in
 * the dialects that its comment names, and means nothing in the others.
 */
public enum Quirk {
  /** Every event stream: {@code data:} without the space. */
  NoSpaceAfterData,
  /** Every event stream: lines end in CR LF. */
  Crlf,
  /** Event streams: a ping (a comment with OpenAI) before each event and while nothing comes. */
  Pings,
  /** Chat streams open with a chunk without choices, as Azure's do. */
  EmptyOpening,
  /** Chat streams: parallel calls' arguments take turns, chunk by chunk. */
  InterleavedCalls,
  /** Chat streams: a call comes whole, in one chunk. */
  WholeCalls,
  /** Chat: reasoning is shown in {@code reasoning_content}. */
  ReasoningContent,
  /** Chat streams: reasoning and content stand in one chunk. */
  ReasoningWithContent,
  /** Chat and Anthropic streams: usage comes several times and counts from the start each time. */
  CumulativeUsage,
  /** All: call ids have 44 characters. */
  Ids44,
  /** All: call ids have 70 characters. */
  Ids70,
  /** All: call ids such as {@code functions.Bash:0}. */
  FunctionIds,
  /** All: parallel calls share one id. */
  DuplicateIds,
  /** Gemini: calls have ids. */
  CallIds,
  /** Gemini: calls have no ids, on models that give them. */
  NoCallIds,
  /** All: a call that takes nothing has the arguments {@code ""}; Gemini leaves args out. */
  EmptyArguments,
  /** Chat: calls end with "stop". Gemini: STOP comes in a chunk of its own with an empty text. */
  CallThenStop,
  /** All: the cap is reached right after the calls. */
  LengthAfterCall,
  /** All: the last call's arguments are broken off; Gemini says MALFORMED_FUNCTION_CALL. */
  MalformedCall,
  /** All streams: the stream ends in the middle of a call's arguments. */
  EndMidArguments,
  /** All: a text stands before the calls. */
  TextBeforeCalls,
  /** All that show thinking: a text stands before it. */
  TextBeforeThinking,
  /** All that show thinking: each call has its own thinking before it. */
  ThinkingBeforeEachCall,
  /** Anthropic: thinking is empty and has a signature. */
  EmptyThinking,
  /** Anthropic and Bedrock: thinking is redacted. */
  RedactedThinking,
  /** Gemini streams: the last chunk has a finish reason and no parts. */
  FinishWithoutParts,
  /** Gemini: the signature comes on the last text part instead of none. */
  SignatureOnText,
  /** All: the model refuses, in the dialect's own way. */
  Refuses;

  private static final char MARK = '~';

  /**
   * The quirks that a model's name asks for: {@code gpt-4o~Crlf~Pings} has two.
   *
   * @return null when the name asks for one that does not exist
   */
  public static @Nullable Set<Quirk> named(String model) {
    Set<Quirk> quirks = EnumSet.noneOf(Quirk.class);
    int at = model.indexOf(MARK);
    if (at < 0) {
      return quirks;
    }
    for (String name : model.substring(at + 1).split(String.valueOf(MARK), -1)) {
      try {
        quirks.add(valueOf(name));
      } catch (IllegalArgumentException unknown) {
        return null;
      }
    }
    return quirks;
  }
}
