package dev.headgate.operator.push;

/**
 * A snapshot as it travels: gzipped JSON and its place in the order. It holds provider credentials,
 * so nothing of its content is ever shown.
 */
public final class PackedSnapshot {
  private final Place place;
  private final String digest;
  private final byte[] gzip;

  /**
   * Takes the bytes as they are.
   *
   * @param place where it stands in the order
   * @param digest {@code sha256:…}, equal for equal behaviour
   * @param gzip the gzipped JSON; not copied, not to be changed
   */
  public PackedSnapshot(Place place, String digest, byte[] gzip) {
    this.place = place;
    this.digest = digest;
    this.gzip = gzip;
  }

  /** Where it stands in the order. */
  public Place place() {
    return place;
  }

  /** Equal for equal behaviour. */
  public String digest() {
    return digest;
  }

  /** The gzipped JSON, not to be changed. */
  public byte[] gzip() {
    return gzip;
  }

  @Override
  public String toString() {
    return "PackedSnapshot[" + place + " " + digest + ", " + gzip.length + " bytes]";
  }
}
