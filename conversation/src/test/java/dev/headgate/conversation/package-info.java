/** Tests of the conversation, by case: golden folders, tables, properties. */
package dev.headgate.conversation;
