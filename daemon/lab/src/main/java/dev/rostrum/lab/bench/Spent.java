package dev.rostrum.lab.bench;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

/** What the process has spent so far, and on what. Made on the thread that listens. */
final class Spent {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final CompilationMXBean COMPILER = ManagementFactory.getCompilationMXBean();
    private static final double NS = 1e9;

    private final AtomicLong passes = new AtomicLong();
    private final AtomicLong passesNs = new AtomicLong();
    private final AtomicLong longestPassNs = new AtomicLong();
    private final long listener = Thread.currentThread().threadId();
    private Mark before = mark(0, 0);

    /**
     * Counts at one moment.
     *
     * @param compilerMs time that the compiler's threads took, the clock's
     */
    private record Mark(
            long samples, long windows, long cpuNs, long compilerMs, long passes, long passesNs, long bytes) {}

    /** The same executor, with the processor time of what it is given noted. */
    Executor revision(Executor executor) {
        return task -> executor.execute(() -> {
            long beganNs = THREADS.getCurrentThreadCpuTime();
            task.run();
            long ns = THREADS.getCurrentThreadCpuTime() - beganNs;
            passes.incrementAndGet();
            passesNs.addAndGet(ns);
            longestPassNs.accumulateAndGet(ns, Math::max);
        });
    }

    /** Begins to count. */
    void begin() {
        before = mark(0, 0);
    }

    /** What was spent since the last call, or since {@link #begin}, by name; the listening thread. */
    Map<String, Double> since(long samples, int sampleRate, long windows) {
        Mark now = mark(samples, windows);
        double seconds = (double) (now.samples - before.samples) / sampleRate;
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("audio-s", seconds);
        values.put("cpu-s-per-audio-s", (now.cpuNs - before.cpuNs) / NS / seconds);
        values.put("compiler-s", (now.compilerMs - before.compilerMs) / 1e3);
        values.put("revision.passes", (double) (now.passes - before.passes));
        values.put("revision.cpu-s-per-audio-min", (now.passesNs - before.passesNs) / NS / seconds * 60);
        values.put("revision.longest-ms", longestPassNs.getAndSet(0) / 1e6);
        values.put(
                "allocated-kb-per-step", (now.bytes - before.bytes) / 1e3 / Math.max(1, now.windows - before.windows));
        values.put("heap-used-mb", usedMb());
        values.put("resident-mb", Bench.statusKilobytes("VmRSS:") / 1e3);
        before = now;
        return values;
    }

    /** Processor time of the whole process: the compiler's and the collector's threads count too. */
    static long cpuNs() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    private Mark mark(long samples, long windows) {
        return new Mark(
                samples,
                windows,
                cpuNs(),
                COMPILER.getTotalCompilationTime(),
                passes.get(),
                passesNs.get(),
                THREADS.getThreadAllocatedBytes(listener));
    }

    private static double usedMb() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getUsage)
                .mapToDouble(usage -> usage.getUsed() / 1e6)
                .sum();
    }
}
