/**
 * A conversation as all dialects mean it: immutable, compared by value. Texts hold no lone
 * surrogates; raw JSON is one value's exact text.
 */
@NullMarked
package dev.headgate.conversation.model;

import org.jspecify.annotations.NullMarked;
