package dev.rostrum.model.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LibraryPagesTest {
    @Test
    void shouldGiveBackOnlyWhatTheLibraryNeverChanges() {
        List<String> smaps = """
            7f53c8a00000-7f53d19a0000 r--p 00000000 fe:00 10125804    /c/libtensorflow_cc.so.2
            Rss:               77260 kB
            Anonymous:             0 kB
            7f53d19a0000-7f53e3770000 r-xp 08f9f000 fe:00 10125804    /c/libtensorflow_cc.so.2
            Anonymous:             0 kB
            7f53e3770000-7f53e3da2000 r--p 1ad6e000 fe:00 10125804    /c/libtensorflow_cc.so.2
            Anonymous:          6324 kB
            7f53e3da2000-7f53e3de5000 rw-p 1b39f000 fe:00 10125804    /c/libtensorflow_cc.so.2
            Anonymous:             0 kB
            7f53e4000000-7f53e4400000 r-xp 00000000 fe:00 99          /usr/lib/libc.so.6
            Anonymous:             0 kB
            7f53e5000000-7f53e5400000 r--p 00000000 00:00 0
            Anonymous:             0 kB
            """.lines().toList();

        assertThat(LibraryPages.unchanged(smaps))
                .containsExactly(
                        new LibraryPages.Range(0x7f53c8a00000L, 0x7f53d19a0000L),
                        new LibraryPages.Range(0x7f53d19a0000L, 0x7f53e3770000L));
    }
}
