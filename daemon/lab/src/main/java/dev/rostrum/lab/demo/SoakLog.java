package dev.rostrum.lab.demo;

import dev.rostrum.service.conductor.ProcessFigures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What the process held at stated hours of audio, and whether that grows. One thread. */
final class SoakLog {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    private static final int FLOOR_LOOKS = 6;

    private final List<Sample> samples = new ArrayList<>();

    /**
     * One look.
     *
     * @param hours of audio so far
     * @param usedMb heap in use after a collection, in megabytes
     */
    record Sample(double hours, double residentMb, double usedMb, long descriptors, int threads) {}

    /** Looks now, after a collection. */
    Sample look(double hours) {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        Sample sample = new Sample(
                hours,
                ProcessFigures.residentBytes() / 1e6,
                (runtime.totalMemory() - runtime.freeMemory()) / 1e6,
                descriptors(),
                Thread.getAllStackTraces().size());
        add(sample);
        return sample;
    }

    /** A look at something else. */
    void add(Sample sample) {
        samples.add(sample);
    }

    /** Growth of the heap in use in megabytes an hour of audio, by least squares over all but the first quarter. */
    double heapSlope() {
        return slope(samples.stream()
                .map(sample -> new double[] {sample.hours(), sample.usedMb()})
                .toList());
    }

    /**
     * The same of the floor of the resident memory, the least of every {@value #FLOOR_LOOKS} looks: what the network library
     * holds for a moment comes and goes by hundreds of megabytes, what leaks raises the floor.
     */
    double residentSlope() {
        List<double[]> floors = new ArrayList<>();
        for (int from = 0; from + FLOOR_LOOKS <= samples.size(); from += FLOOR_LOOKS) {
            List<Sample> looks = samples.subList(from, from + FLOOR_LOOKS);
            floors.add(new double[] {
                looks.stream().mapToDouble(Sample::hours).average().orElseThrow(),
                looks.stream().mapToDouble(Sample::residentMb).min().orElseThrow()
            });
        }
        return slope(floors);
    }

    /** Most open files minus fewest, over all but the first quarter. */
    long descriptorSpread() {
        long[] seen = settled(samples).stream()
                .mapToLong(Sample::descriptors)
                .sorted()
                .toArray();
        return seen.length == 0 ? 0 : seen[seen.length - 1] - seen[0];
    }

    /** Most threads minus fewest, over all but the first quarter. */
    int threadSpread() {
        int[] seen =
                settled(samples).stream().mapToInt(Sample::threads).sorted().toArray();
        return seen.length == 0 ? 0 : seen[seen.length - 1] - seen[0];
    }

    private static <T> List<T> settled(List<T> all) {
        return all.subList(all.size() / 4, all.size());
    }

    private static double slope(List<double[]> points) {
        List<double[]> late = settled(points);
        double x = late.stream().mapToDouble(point -> point[0]).average().orElse(0);
        double y = late.stream().mapToDouble(point -> point[1]).average().orElse(0);
        double xy = 0;
        double xx = 0;
        for (double[] point : late) {
            xy += (point[0] - x) * (point[1] - y);
            xx += (point[0] - x) * (point[0] - x);
        }
        return xx == 0 ? 0 : xy / xx;
    }

    private static long descriptors() {
        try (Stream<Path> open = Files.list(DESCRIPTORS)) {
            return open.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
