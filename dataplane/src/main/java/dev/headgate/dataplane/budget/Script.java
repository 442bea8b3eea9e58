package dev.headgate.dataplane.budget;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The programs that run in the store. Each is one atomic step on one account. */
enum Script {
  RESERVE("reserve.lua"),
  SETTLE("settle.lua"),
  USAGE("usage.lua"),
  KEEP("keep.lua");

  /** Entries kept in one account's ledger, about: the oldest are trimmed. */
  static final String LEDGER_LENGTH = "100000";

  /** The whole program. */
  final String text;

  /** Its name in the store: SHA-1 of the text, 40 hex digits. */
  final String sha;

  Script(String file) {
    text = read("common.lua") + read(file);
    sha = sha1(text);
  }

  private static String read(String file) {
    try (InputStream in = Script.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(file + " is missing from the proxy's jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sha1(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-1");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
