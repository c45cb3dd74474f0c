package dev.rostrum.service.cli;

import dev.rostrum.service.health.SelfTest;
import dev.rostrum.service.time.TimeSource;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code rostrum selftest}: proves that this release runs on this machine; an update is switched to only if it does. */
@Command(
        name = "selftest",
        description =
                "Proves that this release runs on this machine: Java, native libraries, both networks. Opens no device.")
final class SelftestCommand implements Callable<Integer> {
    private final Console console;

    SelftestCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        boolean passed = true;
        for (SelfTest.Step step : new SelfTest(TimeSource.system()::nanoTime).run()) {
            console.out()
                    .printf(
                            Locale.ROOT,
                            "%-9s %-6s %5d ms  %s%n",
                            step.name(),
                            step.passed() ? "passed" : "FAILED",
                            step.millis(),
                            step.detail());
            passed &= step.passed();
        }
        return (passed ? ExitCode.OK : ExitCode.FAILED).number();
    }
}
