package dev.headgate.crds.route;

/** What may be lost in translation. */
public enum TranslationMode {
  Strict,
  Warn,
  Permissive
}
