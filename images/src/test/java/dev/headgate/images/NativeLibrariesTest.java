package dev.headgate.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class NativeLibrariesTest {
  private static final List<Path> BINARIES =
      List.of(Path.of("/j/lib/libjava.so"), Path.of("/j/lib/server/libjvm.so"));

  @Test
  void whatTheLoaderFindsElsewhereIsNeededAndWhatComesAlongIsNot() {
    String listing =
        """
        /j/lib/libjava.so:
        \tlinux-vdso.so.1 (0x00007f8c60289000)
        \tlibjvm.so => not found
        \tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f8c5f8a5000)
        \t/lib64/ld-linux-x86-64.so.2 (0x00007f8c6028b000)
        /j/lib/server/libjvm.so:
        \tlibjava.so => /j/lib/libjava.so (0x00007f8c5f8a5000)
        \tlibm.so.6 => /lib/x86_64-linux-gnu/libm.so.6 (0x00007f8c5ff20000)
        """;

    assertThat(NativeLibraries.read(listing, BINARIES))
        .containsExactly(
            Path.of("/lib/x86_64-linux-gnu/libc.so.6"),
            Path.of("/lib/x86_64-linux-gnu/libm.so.6"),
            Path.of("/lib64/ld-linux-x86-64.so.2"));
  }

  @Test
  void aLibraryThatIsNowhereIsSaidByItsName() {
    assertThatThrownBy(() -> NativeLibraries.read("\tlibz.so.1 => not found\n", BINARIES))
        .isInstanceOf(Missing.class)
        .hasMessageContaining("libz.so.1");
  }
}
