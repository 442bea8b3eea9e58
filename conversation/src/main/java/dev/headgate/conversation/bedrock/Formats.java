package dev.headgate.conversation.bedrock;

import dev.headgate.conversation.model.Part.Media;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What Converse calls the formats of media. */
final class Formats {
  private static final Map<String, String> IMAGES =
      Map.of(
          "image/png", "png",
          "image/jpeg", "jpeg",
          "image/gif", "gif",
          "image/webp", "webp");

  private static final Map<String, String> VIDEOS =
      Map.of(
          "video/mp4", "mp4",
          "video/webm", "webm",
          "video/quicktime", "mov",
          "video/x-matroska", "mkv",
          "video/x-flv", "flv",
          "video/mpeg", "mpeg",
          "video/x-ms-wmv", "wmv",
          "video/3gpp", "three_gp");

  private static final Map<String, String> DOCUMENTS =
      Map.of(
          "application/pdf", "pdf",
          "text/csv", "csv",
          "application/msword", "doc",
          "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx",
          "application/vnd.ms-excel", "xls",
          "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx",
          "text/html", "html",
          "text/markdown", "md");

  private Formats() {}

  /** Null for what it does not take. */
  static @Nullable String of(Media medium) {
    var type =
        switch (medium.source()) {
          case Media.Inline(var mediaType, var base64) -> mediaType;
          case Media.Plain plain -> "text/plain";
          case Media.Url(var url, var mediaType) -> stored(url) ? typed(url, mediaType) : null;
          case Media.Uploaded uploaded -> null;
        };
    if (type == null) {
      return null;
    }
    return switch (medium.kind()) {
      case IMAGE -> IMAGES.get(type);
      case VIDEO -> VIDEOS.get(type);
      case DOCUMENT -> {
        var format = DOCUMENTS.get(type);
        yield format == null && type.startsWith("text/") ? "txt" : format;
      }
      case AUDIO -> null;
    };
  }

  /** Whether Bedrock can fetch from there: it does so from S3 alone. */
  static boolean stored(String url) {
    return url.startsWith("s3://");
  }

  private static @Nullable String typed(String url, @Nullable String said) {
    if (said != null) {
      return said;
    }
    var ending = url.substring(url.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    for (var formats : List.of(IMAGES, DOCUMENTS, VIDEOS)) {
      for (var format : formats.entrySet()) {
        if (format.getValue().equals(ending.equals("jpg") ? "jpeg" : ending)) {
          return format.getKey();
        }
      }
    }
    return ending.equals("txt") ? "text/plain" : null;
  }
}
