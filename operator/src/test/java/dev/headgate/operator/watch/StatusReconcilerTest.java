package dev.headgate.operator.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StatusReconcilerTest {
  static Stream<Arguments> problems() {
    Exception gone = new KubernetesClientException("not found", 404, null);
    return Stream.of(
        Arguments.of(gone, true),
        Arguments.of(new IllegalStateException("as its framework wraps it", gone), true),
        Arguments.of(new KubernetesClientException("conflict", 409, null), false),
        Arguments.of(new KubernetesClientException("no answer"), false),
        Arguments.of(new IllegalStateException("a bug"), false));
  }

  @ParameterizedTest
  @MethodSource("problems")
  void whoIsDeletedMeanwhileNeedsNoStatusAndEverythingElseIsTriedAgain(
      Exception problem, boolean gone) {
    assertThat(StatusReconciler.isGone(problem)).isEqualTo(gone);
  }
}
