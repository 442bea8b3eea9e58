/**
 * Makes a history whole: every call has one result right behind it, ids are such as every dialect
 * takes. Dialects' encoders rely on it.
 */
@NullMarked
package dev.headgate.conversation.repair;

import org.jspecify.annotations.NullMarked;
