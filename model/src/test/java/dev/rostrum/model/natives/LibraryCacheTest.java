package dev.rostrum.model.natives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rostrum.model.ModelException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Unpacking a jar of three libraries that this test makes, cut off at many places. */
class LibraryCacheTest {
    private static final String INSIDE = "some/where/";
    private static final int CUTS = 20;
    private static final Map<String, Integer> BYTES =
            Map.of("libone.so.2", 300_001, "libtwo.so", 70_000, "LICENSE", 11);

    @TempDir
    Path folder;

    private Path jar;
    private LibraryCache cache;
    private final Random random = new Random(5);

    @BeforeEach
    void makeJar() throws IOException {
        jar = jar("a.jar");
        cache = new LibraryCache(folder.resolve("cache"), new Mounts(List.of()));
    }

    private Path jar(String name) throws IOException {
        Path made = folder.resolve(name);
        try (OutputStream out = Files.newOutputStream(made);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(INSIDE + "deeper/left-out.so"));
            for (Map.Entry<String, Integer> library : BYTES.entrySet()) {
                byte[] bytes = new byte[library.getValue()];
                random.nextBytes(bytes);
                zip.putNextEntry(new ZipEntry(INSIDE + library.getKey()));
                zip.write(bytes);
            }
        }
        return made;
    }

    private LibraryFolder unpacked() {
        return cache.unpacked(jar, INSIDE, "test");
    }

    @Test
    void shouldUnpackEveryLibraryOnceAndNothingElse() throws IOException {
        LibraryFolder first = unpacked();

        assertThat(names(first.path())).containsExactlyInAnyOrder("LICENSE", "libone.so.2", "libtwo.so", "manifest");
        assertThat(first.verified()).startsWith("3 of ").endsWith(" MB in " + first.path());
        Object written = Files.getAttribute(first.path(), "fileKey");
        assertThat(unpacked()).isEqualTo(first);
        assertThat(Files.getAttribute(first.path(), "fileKey")).isEqualTo(written);
    }

    @Test
    void shouldKeepOtherLibrariesElsewhere() throws IOException {
        LibraryFolder first = unpacked();
        LibraryFolder second = cache.unpacked(jar("b.jar"), INSIDE, "test");

        assertThat(second).isNotEqualTo(first);
        assertThat(first.damage()).isEmpty();
        assertThat(second.damage()).isEmpty();
    }

    @Test
    void shouldLeaveThemWholeOrNotThereWhereverItIsCutOff() throws IOException {
        int all = BYTES.values().stream().mapToInt(Integer::intValue).sum();
        for (int cut = 0; cut < CUTS; cut++) {
            int after = random.nextInt(all);
            LibraryArchive archive = new CutOff(LibraryArchive.jar(jar, INSIDE), after);

            assertThatThrownBy(() -> cache.unpacked(archive, "test")).isInstanceOf(CutOff.Kill.class);

            archive.close();
            assertThat(names(folder.resolve("cache")))
                    .as("after %d bytes", after)
                    .doesNotContain(key());
            LibraryFolder whole = unpacked();
            whole.verified();
            assertThat(names(folder.resolve("cache"))).containsExactlyInAnyOrder(key(), "lock");
            remove(whole.path());
        }
    }

    @Test
    void shouldUnpackAgainWhatLostAPart() throws IOException {
        LibraryFolder whole = unpacked();
        Files.write(whole.path().resolve("libone.so.2"), new byte[1000]);
        assertThat(whole.damage())
                .hasValueSatisfying(what ->
                        assertThat(what).isEqualTo(whole.path().resolve("libone.so.2") + " has 1000 of 300001 bytes"));

        assertThat(unpacked().verified()).isNotEmpty();

        Files.delete(whole.path().resolve("manifest"));
        assertThat(unpacked().damage()).isEmpty();
    }

    @Test
    void shouldFindByItsSumWhatHasTheRightSize() throws IOException {
        LibraryFolder folderOfLibraries = unpacked();
        Path library = folderOfLibraries.path().resolve("libtwo.so");
        byte[] bytes = Files.readAllBytes(library);
        bytes[50_000] ^= 1;
        Files.write(library, bytes);

        assertThat(folderOfLibraries.damage()).isEmpty();
        assertThatThrownBy(folderOfLibraries::verified)
                .isInstanceOf(ModelException.class)
                .hasMessageContainingAll(library.toString(), "SHA-256");
    }

    @Test
    void shouldNameFolderAndReasonWhereNothingCanBeWritten() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        LibraryCache inFile = new LibraryCache(file.resolve("cache"), new Mounts(List.of()));
        LibraryCache inProc = new LibraryCache(Path.of("/proc/cache"), new Mounts(List.of()));

        for (LibraryCache one : List.of(inFile, inProc)) {
            assertThatThrownBy(() -> one.unpacked(jar, INSIDE, "test"))
                    .isInstanceOf(ModelException.class)
                    .hasMessageMatching(".*/cache: .+; set XDG_CACHE_HOME .*");
        }
    }

    @Test
    void shouldRefuseAFolderFromWhichNothingRuns() {
        String line =
                "36 35 98:0 / " + folder.toAbsolutePath() + " rw,nosuid,noexec,relatime shared:1 - ext4 /dev/x rw";
        LibraryCache there = new LibraryCache(folder.resolve("cache"), new Mounts(List.of(line)));

        assertThatThrownBy(() -> there.unpacked(jar, INSIDE, "test"))
                .isInstanceOf(ModelException.class)
                .hasMessageContainingAll(folder.resolve("cache").toString(), "noexec", "XDG_CACHE_HOME");
        assertThat(folder.resolve("cache")).doesNotExist();
    }

    @Test
    void shouldMakeUpNoHomeFolder() throws IOException {
        Path home = Files.createDirectory(folder.resolve("home"));
        Path nowhere = folder.resolve("nowhere");

        assertThatThrownBy(() -> LibraryCache.of(Map.of("HOME", nowhere.toString()), home.toString()))
                .isInstanceOf(ModelException.class)
                .hasMessageContainingAll(nowhere.toString(), "is not there", "XDG_CACHE_HOME");
        assertThatThrownBy(() -> LibraryCache.of(Map.of(), nowhere.toString())).isInstanceOf(ModelException.class);
        assertThat(LibraryCache.of(Map.of(), home.toString())
                        .unpacked(jar, INSIDE, "test")
                        .path())
                .startsWith(home.resolve(".cache/rostrum/natives"));
        assertThat(nowhere).doesNotExist();
    }

    private String key() throws IOException {
        try (LibraryArchive archive = LibraryArchive.jar(jar, INSIDE)) {
            return "test-" + archive.key();
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static void remove(Path folder) throws IOException {
        for (String name : names(folder)) {
            Files.delete(folder.resolve(name));
        }
        Files.delete(folder);
    }

    /** An archive whose reader dies after so many bytes, without a chance to clean up. */
    private static final class CutOff implements LibraryArchive {
        private final LibraryArchive archive;
        private int left;

        private CutOff(LibraryArchive archive, int after) {
            this.archive = archive;
            left = after;
        }

        /** Stands for a signal. */
        private static final class Kill extends Error {
            private static final long serialVersionUID = 1L;
        }

        @Override
        public String key() throws IOException {
            return archive.key();
        }

        @Override
        public List<String> names() throws IOException {
            return archive.names();
        }

        @Override
        public InputStream open(String name) throws IOException {
            return new FilterInputStream(archive.open(name)) {
                @Override
                public int read(byte[] bytes, int offset, int length) throws IOException {
                    int read = super.read(bytes, offset, Math.min(length, Math.max(left, 1)));
                    if (left <= 0) {
                        throw new Kill();
                    }
                    left -= read;
                    return read;
                }
            };
        }

        @Override
        public void close() throws IOException {
            archive.close();
        }
    }
}
