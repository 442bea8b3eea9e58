/**
 * The two messages between operator and proxy: {@link dev.headgate.contract.Snapshot} goes down,
 * {@link dev.headgate.contract.Report} comes up. Both are JSON; readers ignore unknown fields.
 *
 * <p>Units: durations are milliseconds ({@code …Ms}), money is a whole number of 10⁻⁹ of its
 * currency ({@code …Nanos}), prices are 10⁻⁶ of the currency per million tokens ({@code …Micros}),
 * sizes are bytes. Objects are named {@code namespace/name}. Everything is resolved: defaults are
 * applied and precedence is settled by the operator's compile, so a proxy decides nothing twice.
 */
@NullMarked
package dev.headgate.contract;

import org.jspecify.annotations.NullMarked;
