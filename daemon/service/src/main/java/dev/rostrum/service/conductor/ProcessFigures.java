package dev.rostrum.service.conductor;

import dev.rostrum.service.agent.Durations;
import dev.rostrum.service.capture.CaptureCounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The figures of a health report that do not depend on the building: sound, steps, memory. Any thread. */
public final class ProcessFigures {
    private static final Path STATUS = Path.of("/proc/self/status");

    private ProcessFigures() {}

    /** All of them, by their stable names. */
    public static Map<String, Double> of(
            CaptureCounts capture, Durations steps, Map<String, Double> more, double uptimeSeconds) {
        Map<String, Double> figures = new TreeMap<>(more);
        figures.put("uptime-s", uptimeSeconds);
        figures.put("audio.frames", (double) capture.frames());
        figures.put("audio.dropped-frames", (double) capture.dropped());
        figures.put("audio.lost-frames", (double) capture.lost());
        figures.put("audio.openings", (double) capture.openings());
        figures.put("audio.losses", (double) capture.losses());
        figures.put("audio.gaps", (double) capture.gaps());
        figures.put("audio.drift-ppm", capture.driftPpm());
        figures.put("step.count", (double) steps.count());
        figures.put("step.p50-ms", steps.percentileMillis(0.50));
        figures.put("step.p95-ms", steps.percentileMillis(0.95));
        figures.put("step.p99-ms", steps.percentileMillis(0.99));
        figures.put("step.max-ms", steps.maxMillis());
        figures.put("process.resident-mb", residentBytes() / 1e6);
        figures.put("process.threads", (double) Thread.activeCount());
        return figures;
    }

    /** Resident memory of the process in bytes, 0 where the kernel does not say. */
    public static long residentBytes() {
        try {
            for (String line : Files.readAllLines(STATUS)) {
                if (line.startsWith("VmRSS:")) {
                    return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
                }
            }
        } catch (IOException e) {
            return 0; // not Linux: nothing to say
        }
        return 0;
    }
}
