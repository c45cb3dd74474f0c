package dev.rostrum.daemon.doctor;

import dev.rostrum.daemon.storage.OwnFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Lets the service's user look where root asks: root may read and write everything, and would find nothing wrong with a
 * file that the service cannot read. The same command runs again as that user and says in JSON what it found.
 */
final class ServiceEyes {
    private static final String PART = "doctor";
    private static final String MAIN = "dev.rostrum.daemon.cli.Main";
    /** The slowest check may take a minute. */
    private static final long PATIENCE_SECONDS = 90;

    private final List<String> commandLine;

    /** @param commandLine of this process, as the kernel has it */
    ServiceEyes(List<String> commandLine) {
        this.commandLine = commandLine;
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
        int main = commandLine.indexOf(MAIN);
        if (main < 0) {
            return List.of(asRoot(user, "this is not the command line"));
        }
        try {
            Process process = new ProcessBuilder(command(user, config, main))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            return DoctorReport.read(said).findings();
        } catch (IOException e) {
            return List.of(asRoot(user, String.valueOf(e.getMessage())));
        }
    }

    /** Whether a list of {@link #look} says that nobody looked. */
    static boolean blind(List<Finding> findings) {
        return findings.size() == 1 && findings.getFirst().fault().equals("looked-as-root");
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
