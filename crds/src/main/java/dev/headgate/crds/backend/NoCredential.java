package dev.headgate.crds.backend;

import dev.headgate.crds.ApiObject;

/** Nothing is sent. */
@ApiObject
public record NoCredential() {}
