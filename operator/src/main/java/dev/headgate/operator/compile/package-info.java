/**
 * From all objects of one gateway to one snapshot: {@link
 * dev.headgate.operator.compile.Compiler#compile} is a pure function. It reads no clock, no file
 * and no API server; everything it may look at is in the {@link
 * dev.headgate.operator.compile.WorldView}, everything it has to say is in the {@link
 * dev.headgate.operator.compile.Compilation}.
 *
 * <p>One invalid object never blocks another: it is left out, or kept as refused where leaving it
 * out would let calls through that it should have stopped, and its {@link
 * dev.headgate.operator.compile.Verdict} says why.
 */
@NullMarked
package dev.headgate.operator.compile;

import org.jspecify.annotations.NullMarked;
