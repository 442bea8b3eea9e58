/** JSON Schemas as tools and formats have them, made to fit what a provider takes. */
@NullMarked
package dev.headgate.conversation.schema;

import org.jspecify.annotations.NullMarked;
