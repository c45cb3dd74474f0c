package dev.rostrum.model.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rostrum.model.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.TensorFlow;

/** The real libraries, loaded by processes that are killed, or whose folder is full, read-only, half there. */
class NativeLibrariesIT {
    private static final int KILLS = 20;
    private static final int NO_NAMESPACE = 77;

    @TempDir
    Path folder;

    /** Loads the libraries and says which TensorFlow they are, or why not. */
    static final class Start {
        private Start() {}

        public static void main(String[] arguments) {
            try {
                NativeLibraries.load();
                System.out.println("TensorFlow " + TensorFlow.version());
            } catch (ModelException e) {
                System.out.println("refused: " + e.getMessage());
            }
        }
    }

    private record Ended(int code, String said) {}

    @Test
    @Tag("long")
    void shouldStartWheneverUnpackingWasKilled() throws Exception {
        Random random = new Random();
        Process whole = start(List.of(), List.of());
        long beganNs = System.nanoTime();
        assertThat(ended(whole).said()).startsWith("TensorFlow 2.");
        long millis = (System.nanoTime() - beganNs) / 1_000_000;
        for (int kill = 0; kill < KILLS; kill++) {
            remove(folder.resolve("cache"));
            long after = random.nextLong(millis);
            Process process = start(List.of(), List.of());
            process.waitFor(after, TimeUnit.MILLISECONDS);
            process.destroyForcibly().waitFor();

            assertThat(ended(start(List.of(), List.of())))
                    .as("killed after %d of %d ms", after, millis)
                    .satisfies(one -> assertThat(one.said()).startsWith("TensorFlow 2."))
                    .satisfies(one -> assertThat(one.code()).isZero());
        }
    }

    @Test
    void shouldNameACacheThatIsFullReadOnlyOrLetsNothingRun() throws Exception {
        assertThat(refusal("mount -t tmpfs -o size=8m none CACHE || exit 77")).contains("No space left on device");
        assertThat(refusal("mount -t tmpfs -o ro none CACHE || exit 77")).contains("Read-only file system");
        assertThat(refusal("mount -t tmpfs -o noexec none CACHE || exit 77")).contains("noexec");
    }

    private String refusal(String before) throws Exception {
        Path cache = Files.createDirectories(folder.resolve("cache"));
        Path script = Files.writeString(
                folder.resolve("before.sh"), before.replace("CACHE", cache.toString()) + "\nexec \"$@\"\n");
        Ended ended = ended(start(List.of("unshare", "-m", "--map-root-user", "sh", script.toString()), List.of()));
        assumeTrue(
                ended.code() != NO_NAMESPACE && !ended.said().startsWith("unshare:"),
                "needs a mount namespace of its own");
        assertThat(ended.said())
                .startsWith("refused: ")
                .contains(cache.toString())
                .hasLineCount(1);
        return ended.said();
    }

    @Test
    void shouldRefuseAFolderOfThePackageInWhichHalfALibraryIsMissing() throws Exception {
        Path brought = Files.createDirectory(folder.resolve("native"));
        Files.writeString(brought.resolve("libtensorflow_cc.so.2"), "half");
        Files.writeString(brought.resolve("manifest"), "632604616 " + "0".repeat(64) + " libtensorflow_cc.so.2\n");

        Ended ended = ended(start(List.of(), List.of("-Drostrum.natives=" + brought)));

        assertThat(ended.said())
                .startsWith("refused: " + brought.resolve("libtensorflow_cc.so.2") + " has 4 of 632604616 bytes")
                .contains("install the package rostrum-runtime again")
                .hasLineCount(1);
    }

    @Test
    void shouldLoadWhatAFolderBringsAndMakeNoCache() throws Exception {
        Path whole = NativeLibraries.folder().path();

        Ended ended = ended(start(List.of(), List.of("-Drostrum.natives=" + whole)));

        assertThat(ended.said()).startsWith("TensorFlow 2.");
        assertThat(folder.resolve("cache")).doesNotExist();
        assertThat(folder.resolve(".javacpp")).doesNotExist();
    }

    private Process start(List<String> before, List<String> options) throws IOException {
        List<String> command = new ArrayList<>(before);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        command.add("-Duser.home=" + folder);
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Start.class.getName()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("XDG_CACHE_HOME", folder.resolve("cache").toString());
        return builder.redirectOutput(folder.resolve("output").toFile()).start();
    }

    private Ended ended(Process process) throws Exception {
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return new Ended(
                process.exitValue(), Files.readString(folder.resolve("output")).strip());
    }

    private static void remove(Path tree) throws Exception {
        assertThat(new ProcessBuilder("rm", "-rf", tree.toString()).start().waitFor())
                .isZero();
    }
}
