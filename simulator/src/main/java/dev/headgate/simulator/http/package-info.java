/** The data port: which provider is meant, and how an answer is put on the wire. */
@NullMarked
package dev.headgate.simulator.http;

import org.jspecify.annotations.NullMarked;
