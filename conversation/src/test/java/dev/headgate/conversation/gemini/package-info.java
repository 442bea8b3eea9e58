/**
 * Tests of the dialect Gemini: golden folders, tables, properties, journeys over other dialects.
 */
package dev.headgate.conversation.gemini;
