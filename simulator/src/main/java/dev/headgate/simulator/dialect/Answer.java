package dev.headgate.simulator.dialect;

import java.util.List;

/**
 * What the model says.
 *
 * @param number of the request it answers, from 1; ids are made of it
 * @param createdSeconds since the epoch
 * @param model as the request named it
 * @param thinking the reasoning that is shown; empty when none is
 * @param text empty when there are only tool calls
 * @param toolCalls may be empty
 * @param finish why it ended
 * @param usage what is billed for it
 */
public record Answer(
    long number,
    long createdSeconds,
    String model,
    String thinking,
    String text,
    List<ToolCall> toolCalls,
    Finish finish,
    Usage usage) {}
