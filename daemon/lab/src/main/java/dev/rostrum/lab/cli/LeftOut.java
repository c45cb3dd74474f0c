package dev.rostrum.lab.cli;

import dev.rostrum.service.cli.Console;
import dev.rostrum.service.cli.ExitCode;
import dev.rostrum.service.cli.FailureReport;
import java.util.concurrent.atomic.AtomicInteger;

/** Files that a command which takes many could not use: each is named at once, the others go on. Any thread. */
final class LeftOut {
    private final Console console;
    private final AtomicInteger count = new AtomicInteger();

    LeftOut(Console console) {
        this.console = console;
    }

    /** One could not be used; the failure names it. */
    void tell(RuntimeException failure) {
        count.incrementAndGet();
        console.tell(FailureReport.of(failure).message() + " (left out)");
    }

    /** What the command ends with, if nothing else failed. */
    int exitCode() {
        return (count.get() == 0 ? ExitCode.OK : ExitCode.FAILED).number();
    }

    /** Whether all that was asked for could be used so far. */
    boolean isNothing() {
        return count.get() == 0;
    }
}
