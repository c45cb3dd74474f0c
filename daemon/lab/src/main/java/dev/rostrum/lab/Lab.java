package dev.rostrum.lab;

import dev.rostrum.lab.cli.LabCommands;
import dev.rostrum.service.cli.Console;
import dev.rostrum.service.cli.Main;

/** The command line of a source tree: that of a unit, and the commands that prove it. */
public final class Lab {
    private Lab() {}

    /** Runs one command line and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(run(Console.system(), args));
    }

    /** Runs one command line. */
    public static int run(Console console, String... args) {
        return Main.run(console, LabCommands.all(console), args);
    }
}
