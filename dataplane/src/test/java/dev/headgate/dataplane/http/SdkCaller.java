package dev.headgate.dataplane.http;

import java.util.List;

/** A program that talks to a model by one vendor's official SDK, with tools or without. */
interface SdkCaller extends AutoCloseable {
  /** The one tool of all callers. */
  String TOOL = "weather";

  /**
   * How it talks.
   *
   * @param tools whether it declares {@link #TOOL}
   */
  record Way(boolean stream, boolean tools, boolean thinking) {
    /** All eight. */
    static List<Way> all() {
      return List.of(
          new Way(false, false, false),
          new Way(false, false, true),
          new Way(false, true, false),
          new Way(false, true, true),
          new Way(true, false, false),
          new Way(true, false, true),
          new Way(true, true, false),
          new Way(true, true, true));
    }
  }

  /**
   * What the model said.
   *
   * @param calls names of the tools that it calls
   * @param thought whether its reasoning was shown
   */
  record Said(String text, List<String> calls, boolean thought) {}

  /** Begins a conversation. */
  Said ask(String question, Way way);

  /** Answers every call of the last turn. */
  Said answer(String result);

  /** Says something more. */
  Said say(String words);

  @Override
  void close();
}
