package dev.rostrum.daemon.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** A console whose words a test reads. */
final class TestConsole {
    private TestConsole() {}

    static Console of(OutputStream out, OutputStream err) {
        return of(out, err, false);
    }

    /** @param terminal whether somebody watches it */
    static Console of(OutputStream out, OutputStream err, boolean terminal) {
        return new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                terminal);
    }
}
