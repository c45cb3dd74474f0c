package dev.rostrum.service.doctor;

import dev.rostrum.service.health.SelfTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Java, the native libraries, both networks and their self-test. */
final class NetworksCheck implements Check {
    private static final Duration BUSY = Duration.ofSeconds(50);

    private final SelfTest selfTest;

    NetworksCheck(SelfTest selfTest) {
        this.selfTest = selfTest;
    }

    @Override
    public String part() {
        return "networks";
    }

    /** They are computed: on a machine that is busy with other things that takes as long as it takes. */
    @Override
    public Duration patience(Duration usual) {
        return usual.plus(BUSY);
    }

    @Override
    public List<Finding> look() {
        List<Finding> findings = new ArrayList<>();
        for (SelfTest.Step step : selfTest.run()) {
            String detail = step.name() + ": " + step.detail() + " (" + step.millis() + " ms)";
            if (step.passed()) {
                findings.add(Finding.fine(part(), detail));
            } else {
                findings.add(
                        switch (step.name()) {
                            case "java" ->
                                Finding.failed(part(), "wrong-java", detail, "install the package's own runtime again");
                            case "libraries" ->
                                Finding.failed(part(), "no-native-libraries", detail, "mend what it names");
                            default -> Finding.failed(part(), "bad-weights", detail, "install the package again");
                        });
            }
        }
        return findings;
    }
}
