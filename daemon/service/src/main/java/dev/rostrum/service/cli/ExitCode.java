package dev.rostrum.service.cli;

/** What the process tells the shell and systemd. The numbers of 75 and 78 are those of {@code sysexits.h}. */
public enum ExitCode {
    OK(0),
    FAILED(1),
    /** The command line cannot be understood. */
    USAGE(2),
    /** Another daemon holds what this one needs. */
    ALREADY_RUNNING(75),
    /** The configuration cannot be used; starting again would not help. */
    CONFIGURATION(78);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }
}
