package dev.rostrum.service.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a command writes.
 *
 * @param out results, and nothing else
 * @param err progress, logs and the one line that says why a command failed
 * @param outIsTerminal somebody looks at {@code out}: colours and redrawn lines are welcome
 * @param errIsTerminal the same of {@code err}
 */
public record Console(PrintStream out, PrintStream err, boolean outIsTerminal, boolean errIsTerminal) {
    /** Streams that are both looked at, or neither. */
    public Console(PrintStream out, PrintStream err, boolean terminal) {
        this(out, err, terminal, terminal);
    }

    /** The process's own streams. */
    public static Console system() {
        return new Console(System.out, System.err, isTerminal(1), isTerminal(2));
    }

    private static boolean isTerminal(int descriptor) {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException e) {
            return false;
        }
    }

    /** Says on {@code err} what somebody should know; a progress line that stands there gives way. */
    public void tell(String message) {
        err.println((errIsTerminal ? "\r\033[K" : "") + "rostrum: " + message);
    }

    /** Says on {@code err} why the command failed, and gives the code to return. */
    public int fail(ExitCode code, String message) {
        err.println("rostrum: " + message);
        return code.number();
    }
}
