/**
 * Amazon Bedrock's Converse and ConverseStream, as providers speak it. Claude is sold here, too:
 * how it thinks is said as {@code anthropic} says it.
 */
@NullMarked
package dev.headgate.conversation.bedrock;

import org.jspecify.annotations.NullMarked;
