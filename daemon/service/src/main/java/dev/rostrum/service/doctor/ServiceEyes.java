package dev.rostrum.service.doctor;

import dev.rostrum.service.storage.OwnFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Lets the service's user look where root asks: root may read and write everything, and would find nothing wrong with a
 * file that the service cannot read. The same command runs again as that user and says in JSON what it found.
 */
final class ServiceEyes {
    /** What is found about the looking itself, and not about the unit. */
    static final String PART = "doctor";

    /** How the name of the main class begins: it is another one in a source tree than on a unit. */
    private static final String OWN = "dev.rostrum.";

    /** The slowest check may take a minute. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final List<String> commandLine;
    private final Duration patience;

    /** @param commandLine of this process, as the kernel has it */
    ServiceEyes(List<String> commandLine) {
        this(commandLine, PATIENCE);
    }

    /** @param patience with the other process; one that takes longer is ended */
    ServiceEyes(List<String> commandLine, Duration patience) {
        this.commandLine = commandLine;
        this.patience = patience;
    }

    /** Of this process. */
    static ServiceEyes ofProcess() throws IOException {
        String words = Files.readString(Path.of("/proc/self/cmdline"), StandardCharsets.UTF_8);
        return new ServiceEyes(List.of(words.split("\0", -1)));
    }

    /** Whose the state folder is, where this is root's process and that somebody else: the service's user. */
    static Optional<String> user(Path stateFolder) throws IOException {
        return new OwnFolder(stateFolder).otherOwner();
    }

    /** What {@code user} finds; one doubtful finding and nothing else where that user cannot run this. */
    List<Finding> look(String user, Path config) throws InterruptedException {
        OptionalInt main = IntStream.range(0, commandLine.size())
                .filter(word -> commandLine.get(word).startsWith(OWN))
                .findFirst();
        if (main.isEmpty()) {
            return List.of(asRoot(user, "this is not the command line"));
        }
        try {
            return DoctorReport.read(said(command(user, config, main.getAsInt())))
                    .findings();
        } catch (IOException e) {
            return List.of(asRoot(user, String.valueOf(e.getMessage())));
        }
    }

    /** Whether these say nothing of the unit: nobody looked, for whatever reason. */
    static boolean blind(List<Finding> findings) {
        return findings.stream().allMatch(one -> one.part().equals(PART));
    }

    /** What a process prints while there is patience with it; into a file, for whoever reads a pipe waits for its end. */
    private String said(List<String> words) throws IOException, InterruptedException {
        Path file = Files.createTempFile("rostrum-doctor", ".json");
        try {
            Process process = new ProcessBuilder(words)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .redirectOutput(file.toFile())
                    .start();
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static Finding asRoot(String user, String reason) {
        return Finding.doubtful(
                PART,
                "looked-as-root",
                user + ", whose the state folder is, cannot run this (" + reason + "); root may do what " + user
                        + " may not",
                "ask as " + user + ": sudo -u " + user + " rostrum doctor");
    }

    private List<String> command(String user, Path config, int main) {
        List<String> words =
                new ArrayList<>(List.of("setpriv", "--reuid=" + user, "--regid=" + group(user), "--init-groups", "--"));
        words.addAll(commandLine.subList(0, main + 1));
        words.addAll(
                List.of("doctor", "--json", "--config", config.toAbsolutePath().toString()));
        return words;
    }

    /** The number of the user's own group. */
    private static String group(String user) {
        try {
            return Files.readAllLines(Path.of("/etc/passwd")).stream()
                    .map(line -> line.split(":", -1))
                    .filter(fields -> fields.length > 3 && fields[0].equals(user))
                    .map(fields -> fields[3])
                    .findFirst()
                    .orElse(user);
        } catch (IOException e) {
            return user;
        }
    }
}
