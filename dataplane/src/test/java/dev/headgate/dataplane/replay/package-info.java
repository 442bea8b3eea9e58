/** Conversations that someone recorded at providers, said again to all that reads and judges. */
package dev.headgate.dataplane.replay;
