package dev.rostrum.service.doctor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Looks at every part at once and waits a limited time for each. */
public final class Doctor {
    private final List<Check> checks;
    private final Duration patience;

    /** @param patience for all checks together, but for those that ask for more; one that takes longer has failed */
    Doctor(List<Check> checks, Duration patience) {
        this.checks = List.copyOf(checks);
        this.patience = patience;
    }

    /** What was found, in the order of the checks. */
    public List<Finding> look() throws InterruptedException {
        long beganNs = System.nanoTime();
        List<Finding> findings = new ArrayList<>();
        ExecutorService threads = Executors.newThreadPerTaskExecutor(
                Thread.ofPlatform().daemon().name("doctor-", 0).factory());
        try {
            List<Future<List<Finding>>> running =
                    checks.stream().map(check -> threads.submit(check::look)).toList();
            for (int i = 0; i < checks.size(); i++) {
                Check check = checks.get(i);
                long endNs = beganNs + check.patience(patience).toNanos();
                findings.addAll(findings(check.part(), running.get(i), endNs));
            }
        } finally {
            threads.shutdownNow();
        }
        return List.copyOf(findings);
    }

    private static List<Finding> findings(String part, Future<List<Finding>> running, long endNs)
            throws InterruptedException {
        try {
            return running.get(Math.max(0, endNs - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return List.of(Finding.failed(
                    part,
                    "no-answer",
                    "took too long to answer",
                    "try again when the machine is less busy; if it stays so, something in this part hangs"));
        } catch (ExecutionException e) {
            return List.of(Finding.failed(
                    part, "check-failed", String.valueOf(e.getCause()), "tell the maintainers, with --bundle"));
        }
    }
}
