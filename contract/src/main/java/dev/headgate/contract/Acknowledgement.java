package dev.headgate.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A proxy's answer to {@code PUT /snapshot}: with 200 what it now serves, with 409 the later one it
 * already has, with 422 why it kept the old one.
 *
 * @param epoch of what it serves; 0 when nothing is
 * @param sequence of what it serves; 0 when nothing is
 * @param digest of what it serves; null when nothing is
 * @param problems empty unless 422
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Acknowledgement(
    long epoch, long sequence, @Nullable String digest, List<Problem> problems) {

  public Acknowledgement {
    problems = Lists.copy(problems);
  }

  /**
   * What is wrong with a snapshot.
   *
   * @param path where, such as {@code routes[3].targets[0].backend}
   * @param reason CamelCase
   * @param message for a person
   */
  public record Problem(String path, String reason, String message) {}
}
