package dev.headgate.operator.compile;

import dev.headgate.crds.Reason;

/**
 * Something that is wrong with an object.
 *
 * @param path the field, such as {@code spec.targets[1].model}
 * @param reason why, from the one enum
 * @param message what happened and what to do, for a person; no secret and nothing about objects
 *     that the object's owner may not see
 */
public record Finding(String path, Reason reason, String message) {}
