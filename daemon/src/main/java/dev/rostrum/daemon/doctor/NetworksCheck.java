package dev.rostrum.daemon.doctor;

import dev.rostrum.daemon.health.SelfTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Java, the folder for native libraries, both networks and their self-test. */
final class NetworksCheck implements Check {
    private static final Duration BUSY = Duration.ofSeconds(50);

    private final SelfTest selfTest;
    private final Optional<Path> cache;

    /** @param cache where native libraries are unpacked, where that is known */
    NetworksCheck(SelfTest selfTest, Optional<Path> cache) {
        this.selfTest = selfTest;
        this.cache = cache;
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
        Optional<Finding> unwritable = cache.filter(folder -> !writable(folder))
                .map(folder -> Finding.failed(
                        part(),
                        "cache-not-writable",
                        folder + " cannot be written, and native libraries are unpacked there",
                        "give the folder to the user that runs the daemon, or set XDG_CACHE_HOME"));
        if (unwritable.isPresent()) {
            return List.of(unwritable.get());
        }
        List<Finding> findings = new ArrayList<>();
        for (SelfTest.Step step : selfTest.run()) {
            String detail = step.name() + ": " + step.detail() + " (" + step.millis() + " ms)";
            if (step.passed()) {
                findings.add(Finding.fine(part(), detail));
            } else {
                boolean weights = step.name().equals("networks");
                findings.add(Finding.failed(
                        part(),
                        weights ? "bad-weights" : "wrong-java",
                        detail,
                        weights ? "install the package again" : "install the package's own runtime again"));
            }
        }
        return findings;
    }

    /** The folder, or the nearest one above it that is there, can be written. */
    private static boolean writable(Path folder) {
        Path there = folder.toAbsolutePath();
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        return Files.isDirectory(there) && Folder.canWrite(there);
    }
}
