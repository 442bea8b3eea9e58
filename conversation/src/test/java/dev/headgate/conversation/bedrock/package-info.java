/** Tests of the dialect Bedrock: golden folders, its binary streams, fuzzing. */
package dev.headgate.conversation.bedrock;
