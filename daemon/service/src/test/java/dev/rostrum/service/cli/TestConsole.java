package dev.rostrum.service.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** A console whose words a test reads. */
public final class TestConsole {
    private TestConsole() {}

    public static Console of(OutputStream out, OutputStream err) {
        return of(out, err, false);
    }

    /**
     * A console of these streams.
     *
     * @param terminal whether somebody watches it
     */
    public static Console of(OutputStream out, OutputStream err, boolean terminal) {
        return new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                terminal);
    }
}
