package dev.headgate.dataplane.identity;

import dev.headgate.contract.Consumer;
import dev.headgate.contract.Snapshot;
import dev.headgate.dataplane.identity.Identification.Ambiguous;
import dev.headgate.dataplane.identity.Identification.ConsumerRefused;
import dev.headgate.dataplane.identity.Identification.Known;
import dev.headgate.dataplane.identity.Identification.Reason;
import dev.headgate.dataplane.identity.Identification.Unknown;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The keys of all consumers of one snapshot, by their id. A presented key is hashed once per
 * request (about a microsecond) and compared in constant time; nothing that was presented is kept.
 * A key of unknown id costs the same hash and comparison as one of known id and wrong secret.
 * Immutable.
 */
public final class KeyRing {
  /** Longer ones are refused unhashed: ids have at most 32 characters, secrets need far fewer. */
  private static final int MAX_LENGTH = 256;

  private static final int MIN_ID = 4;
  private static final int MAX_ID = 32;
  private static final String PREFIX = "hg_";
  private static final List<Entry> NOBODY = List.of(new Entry(new byte[32], null));

  private final boolean accepted;
  private final Map<String, List<Entry>> byId;

  private KeyRing(boolean accepted, Map<String, List<Entry>> byId) {
    this.accepted = accepted;
    this.byId = byId;
  }

  /** The keys of this snapshot's consumers, refused ones too: they are told why. */
  public static KeyRing of(Snapshot snapshot) {
    var byId = new HashMap<String, List<Entry>>();
    for (var consumer : snapshot.consumers()) {
      for (var key : consumer.keys()) {
        byId.computeIfAbsent(key.id(), id -> new ArrayList<>(1))
            .add(new Entry(HexFormat.of().parseHex(key.sha256()), consumer));
      }
    }
    return new KeyRing(snapshot.gateway().apiKeys(), byId);
  }

  /**
   * Whose key this is.
   *
   * @param presented the whole key as it came, without {@code Bearer}
   */
  public Identification identify(String presented) {
    if (!accepted) {
      return new Unknown(Reason.KeysNotAccepted);
    }
    var id = idOf(presented);
    if (id == null) {
      return new Unknown(Reason.Malformed);
    }
    var hash = sha256(presented);
    var owners = new ArrayList<Consumer>(1);
    // All of them, whichever fits: how long it takes must not tell which one did.
    for (var entry : byId.getOrDefault(id, NOBODY)) {
      if (MessageDigest.isEqual(entry.hash, hash) && entry.consumer != null) {
        owners.add(entry.consumer);
      }
    }
    if (owners.isEmpty()) {
      return new Unknown(Reason.NoMatch);
    }
    var owner = owners.getFirst();
    if (owners.stream().anyMatch(other -> !other.id().equals(owner.id()))) {
      return new Ambiguous(owners.stream().map(Consumer::id).distinct().sorted().toList());
    }
    return owner.refused() == null
        ? new Known(owner, id)
        : new ConsumerRefused(owner, owner.refused());
  }

  /** The part between the underscores; null when this is no key of ours. */
  private static @Nullable String idOf(String presented) {
    if (presented.length() > MAX_LENGTH || !presented.startsWith(PREFIX)) {
      return null;
    }
    int end = PREFIX.length();
    while (end < presented.length() && isAlphanumeric(presented.charAt(end))) {
      end++;
    }
    int length = end - PREFIX.length();
    boolean secretFollows = end < presented.length() - 1 && presented.charAt(end) == '_';
    return length >= MIN_ID && length <= MAX_ID && secretFollows
        ? presented.substring(PREFIX.length(), end)
        : null;
  }

  private static boolean isAlphanumeric(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static byte[] sha256(String key) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "KeyRing[" + byId.size() + " ids]";
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared as a record, only by isEqual
  private record Entry(byte[] hash, @Nullable Consumer consumer) {}
}
