package dev.headgate.dataplane.dialect.scan;

/**
 * Tokens of an input from its bytes. It errs on the dear side: a hold that was too large is given
 * back at once, one that was too small is money already spent.
 */
public final class InputEstimate {
  /** English prose has about 4.3 bytes to a token, code and JSON about 3.5. */
  private static final double ASCII_BYTES_PER_TOKEN = 3.5;

  /** Chinese, Japanese and Korean: three bytes to a character, about one token to a character. */
  private static final double OTHER_BYTES_PER_TOKEN = 2.5;

  /** What a large picture costs with OpenAI in high detail (765 to 1,445). */
  public static final int TOKENS_PER_IMAGE = 1_500;

  /** Audio by OpenAI's rate of 10 tokens a second at 16 kB/s of the smallest usual encoding. */
  private static final double AUDIO_BYTES_PER_TOKEN = 800;

  /** Documents: base64 of text and pictures; a page of PDF is about 50 kB and 2,000 tokens. */
  private static final double FILE_BYTES_PER_TOKEN = 25;

  private InputEstimate() {}

  public static long tokens(
      long textBytes, long nonAscii, int images, long audioBytes, long fileBytes) {
    long other = Math.min(nonAscii, textBytes);
    return (long)
        Math.ceil(
            (textBytes - other) / ASCII_BYTES_PER_TOKEN
                + other / OTHER_BYTES_PER_TOKEN
                + (double) images * TOKENS_PER_IMAGE
                + audioBytes / AUDIO_BYTES_PER_TOKEN
                + fileBytes / FILE_BYTES_PER_TOKEN);
  }
}
