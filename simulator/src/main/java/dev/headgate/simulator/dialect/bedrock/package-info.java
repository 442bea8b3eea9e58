/** Amazon Bedrock's Converse, for Anthropic's models. */
@NullMarked
package dev.headgate.simulator.dialect.bedrock;

import org.jspecify.annotations.NullMarked;
