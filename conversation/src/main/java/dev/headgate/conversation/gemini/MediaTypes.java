package dev.headgate.conversation.gemini;

import dev.headgate.conversation.model.Part.Media;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which media there are here, and what a URL is likely to lead to. */
final class MediaTypes {
  private MediaTypes() {}

  /** Whether bytes of this type are taken (ai.google.dev, the guides for each kind of media). */
  static boolean taken(String type) {
    return switch (PartDecoder.kindOf(type)) {
      case IMAGE ->
          switch (type) {
            case "image/png", "image/jpeg", "image/webp", "image/heic", "image/heif" -> true;
            default -> false;
          };
      case AUDIO, VIDEO -> true;
      case DOCUMENT -> type.equals("application/pdf") || type.startsWith("text/");
    };
  }

  /** The kind of what lies behind a URL without a type. */
  static Media.Kind kindOf(String url) {
    if (video(url)) {
      return Media.Kind.VIDEO;
    }
    var type = ofUrl(url);
    return PartDecoder.kindOf(type == null ? "" : type);
  }

  /** Google fetches videos of this site by their page. */
  static boolean video(String url) {
    return url.startsWith("https://www.youtube.com/")
        || url.startsWith("https://youtube.com/")
        || url.startsWith("https://youtu.be/");
  }

  /** The type that the end of a URL's path speaks for; null when it says nothing. */
  static @Nullable String ofUrl(String url) {
    String path;
    try {
      path = URI.create(url).getPath();
    } catch (IllegalArgumentException e) {
      return null;
    }
    int dot = path == null ? -1 : path.lastIndexOf('.');
    if (dot < 0) {
      return null;
    }
    return switch (path.substring(dot + 1).toLowerCase(Locale.ROOT)) {
      case "png" -> "image/png";
      case "jpg", "jpeg" -> "image/jpeg";
      case "webp" -> "image/webp";
      case "gif" -> "image/gif";
      case "heic" -> "image/heic";
      case "pdf" -> "application/pdf";
      case "txt" -> "text/plain";
      case "html", "htm" -> "text/html";
      case "csv" -> "text/csv";
      case "md" -> "text/markdown";
      case "mp3" -> "audio/mp3";
      case "wav" -> "audio/wav";
      case "mp4" -> "video/mp4";
      case "webm" -> "video/webm";
      case "mov" -> "video/quicktime";
      default -> null;
    };
  }

  /** The type of what lies behind a URL: said, or told by its end, or likely for its kind. */
  static String of(Media.Kind kind, String url, @Nullable String said) {
    if (said != null) {
      return said;
    }
    var told = ofUrl(url);
    return told == null ? likely(kind) : told;
  }

  /** A type for a kind, where nothing says more. */
  static String likely(Media.Kind kind) {
    return switch (kind) {
      case IMAGE -> "image/jpeg";
      case DOCUMENT -> "application/pdf";
      case AUDIO -> "audio/mp3";
      case VIDEO -> "video/mp4";
    };
  }
}
