package dev.rostrum.service.unit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageOriginTest {
    private static final Optional<String> CONFIGURED = Optional.of("room-7");

    @TempDir
    Path state;

    @Test
    void shouldBeQuietOnTheSameHardware() {
        assertThat(on("board-a").trouble(CONFIGURED)).isEmpty();
        assertThat(on("board-a").trouble(CONFIGURED)).isEmpty();
    }

    @Test
    void shouldNoticeAConfiguredIdOnAnotherBoardAtEveryStart() {
        assertThat(on("board-a").trouble(CONFIGURED)).isEmpty();

        assertThat(on("board-b").trouble(CONFIGURED)).contains(ImageOrigin.CLONED);
        assertThat(on("board-b").trouble(CONFIGURED)).contains(ImageOrigin.CLONED);
    }

    @Test
    void shouldTakeTheImageOverWhereTheIdIsTheHardwares() {
        assertThat(on("board-a").trouble(Optional.empty())).isEmpty();
        assertThat(on("board-b").trouble(Optional.empty())).isEmpty();

        assertThat(on("board-b").trouble(CONFIGURED)).isEmpty();
    }

    @Test
    void shouldRememberAtAFirstStartThatHasNoStateFolderYet() throws IOException {
        Path missing = state.resolve("missing");

        assertThat(new ImageOrigin(missing, "board-a").trouble(CONFIGURED)).isEmpty();

        assertThat(missing.resolve("hardware")).hasContent("board-a\n");
        assertThat(new ImageOrigin(missing, "board-b").trouble(CONFIGURED)).contains(ImageOrigin.CLONED);
    }

    @Test
    void shouldRunOnWhereNothingCanBeRemembered() throws IOException {
        Path file = Files.createFile(state.resolve("file"));

        assertThat(new ImageOrigin(file.resolve("state"), "board-a").trouble(CONFIGURED))
                .isEmpty();
    }

    private ImageOrigin on(String hardware) {
        return new ImageOrigin(state, hardware);
    }
}
