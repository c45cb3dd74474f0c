package dev.rostrum.service.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder of the daemon's, in which somebody else may have laid out something. */
class OwnFolderTest {
    @TempDir
    private Path place;

    private Path state;
    private Path victim;
    private OwnFolder folder;

    @BeforeEach
    void makeVictim() throws IOException {
        state = Files.createDirectory(place.resolve("state"));
        victim = Files.writeString(place.resolve("victim"), "of the system");
        folder = new OwnFolder(state);
    }

    @Test
    void shouldKeepWhatItIsGiven() throws IOException {
        folder.replace("mute", "muted\n".getBytes(StandardCharsets.US_ASCII), "rw-r-----");
        folder.replace("mute", "listening\n".getBytes(StandardCharsets.US_ASCII), "rw-r-----");

        assertThat(new String(folder.read("mute"), StandardCharsets.US_ASCII)).isEqualTo("listening\n");
        assertThat(state.toFile().list()).containsExactly("mute");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state.resolve("mute"))))
                .isEqualTo("rw-r-----");
        assertThatThrownBy(() -> folder.read("other")).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void shouldNotOpenThroughALink() throws IOException {
        Files.createSymbolicLink(state.resolve("lock"), victim);
        Files.createSymbolicLink(state.resolve("new"), place.resolve("made-through-a-link"));

        assertThatThrownBy(() -> folder.read("lock")).hasMessageContaining("is a link");
        assertThatThrownBy(() -> folder.open("lock", StandardOpenOption.CREATE, StandardOpenOption.WRITE))
                .hasMessageContaining("is a link");
        assertThatThrownBy(() -> folder.open("new", StandardOpenOption.CREATE, StandardOpenOption.WRITE))
                .isInstanceOf(IOException.class);
        assertThat(victim).hasContent("of the system");
        assertThat(place.resolve("made-through-a-link")).doesNotExist();
    }

    @Test
    void shouldReplaceALinkAndNotWhatItPointsTo() throws IOException {
        Files.createSymbolicLink(state.resolve("people"), victim);
        Files.createSymbolicLink(
                state.resolve("people." + ProcessHandle.current().pid() + ".new"), victim);

        folder.replace("people", new byte[] {1}, "rw-------");

        assertThat(victim).hasContent("of the system");
        assertThat(Files.isRegularFile(state.resolve("people"), LinkOption.NOFOLLOW_LINKS))
                .isTrue();
    }

    @Test
    void shouldNotWorkInAFolderBehindALink() throws IOException {
        Path elsewhere = Files.createDirectory(place.resolve("elsewhere"));
        Files.createSymbolicLink(state.resolve("outbox"), elsewhere);

        assertThatThrownBy(() -> folder.inner("outbox")).hasMessageContaining("is a link");
        assertThat(folder.inner("other").path()).isDirectory();
    }

    @Test
    void shouldNotWaitForAPipe() throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("mkfifo", state.resolve("mute").toString())
                        .start()
                        .waitFor())
                .isZero();

        assertThatThrownBy(() -> folder.read("mute")).hasMessageContaining("no plain file");
    }

    @Test
    void shouldGiveWhatRootMakesToTheFoldersOwner() throws IOException {
        assumeTrue(Files.getOwner(state).getName().equals("root"), "only root can give files away");
        UserPrincipal daemon =
                state.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody");
        assertThat(folder.otherOwner()).isEmpty();
        Files.setOwner(state, daemon);

        assertThat(folder.otherOwner()).contains("nobody");
        folder.replace("mute", new byte[] {1}, "rw-------");
        OwnFolder outbox = folder.inner("outbox");
        try (FileChannel log = outbox.open("live-1.log", StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            assertThat(log.size()).isZero();
        }

        assertThat(Files.getOwner(state.resolve("mute"))).isEqualTo(daemon);
        assertThat(Files.getOwner(outbox.path())).isEqualTo(daemon);
        assertThat(Files.getOwner(outbox.path().resolve("live-1.log"))).isEqualTo(daemon);
    }
}
