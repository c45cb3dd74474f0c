package dev.rostrum.lab.bench;

import dev.rostrum.diarization.frontend.FrontEnd;
import dev.rostrum.diarization.frontend.MonoSink;
import dev.rostrum.diarization.pipeline.EventStage;
import dev.rostrum.diarization.pipeline.ListeningPipeline;
import dev.rostrum.diarization.pipeline.Networks;
import dev.rostrum.diarization.pipeline.Tracking;
import dev.rostrum.diarization.timeline.MeetingTracker;
import dev.rostrum.diarization.timeline.RevisingTracker;
import dev.rostrum.drivers.audio.AudioBlock;
import dev.rostrum.drivers.audio.AudioSource;
import dev.rostrum.drivers.audio.AudioSource.Outcome;
import dev.rostrum.drivers.audio.CaptureFormat;
import dev.rostrum.service.agent.Durations;
import dev.rostrum.service.analysis.SourcePlayer;
import dev.rostrum.service.capture.CapturedSound;
import dev.rostrum.service.health.HeapKeeper;
import dev.rostrum.service.replay.Listening;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/** Listens as fast as it can, on one thread, and says what it cost. */
public final class Bench {
    private static final int BLOCK_FRAMES = 320;
    private static final double NS = 1e9;

    private Bench() {}

    /**
     * What is listened to.
     *
     * @param source at the networks' rate, opened already; can be opened again
     * @param loops how often it is heard, in a row, as one meeting
     */
    public record Sound(AudioSource source, int loops) {}

    /** Figures by name, units in the names, in the order in which they are shown. */
    public record Figures(Map<String, Double> values) {
        /** A line each. */
        public String text() {
            return values.entrySet().stream()
                    .map(entry -> String.format(Locale.ROOT, "%-34s %10.3f%n", entry.getKey(), entry.getValue()))
                    .collect(Collectors.joining());
        }

        /** One JSON object. */
        public String json() {
            return values.entrySet().stream()
                    .map(entry -> String.format(Locale.ROOT, "\"%s\": %.4f", entry.getKey(), entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
    }

    /**
     * Listens to the end. To be called as soon as the networks are warm. As in
     * the daemon the revision has a thread of its own, whose processor time counts while its duration is no part of a step.
     */
    public static Figures run(Sound sound, Networks networks, Listening listening, int latencySamples) {
        HeapKeeper.start(); // as the daemon does
        try (ExecutorService revision = Executors.newSingleThreadExecutor()) {
            RevisingTracker.Settings settings = networks.tracker().withTiming(latencySamples, networks.hopSamples());
            Spent spent = new Spent();
            Executor noted = spent.revision(revision);
            return run(
                    sound, networks, listening, Tracking.newLiveTracker(settings, networks.transform(), noted), spent);
        }
    }

    private static Figures run(
            Sound sound, Networks networks, Listening listening, MeetingTracker tracker, Spent spent) {
        double startSeconds = ManagementFactory.getRuntimeMXBean().getUptime() / 1e3;
        StageTimes stages = StageTimes.by(System::nanoTime);
        Durations steps = new Durations();
        double frontEndShare = frontEndShare(sound.source(), networks.sampleRate(), listening);
        ListeningPipeline pipeline =
                networks.newPipeline(stages::timed, stages::timed, stages.timed(new EventStage(tracker, event -> {})));
        List<Map<String, Double>> loops = new ArrayList<>();
        AudioSource source = new Loops(
                sound.source(),
                sound.loops(),
                () -> loops.add(spent.since(pipeline.nextSample(), networks.sampleRate(), pipeline.windows())));
        CaptureFormat format = source.open();
        SourcePlayer player = new SourcePlayer(
                source,
                new AudioBlock(format.channels(), BLOCK_FRAMES),
                listening.frontEnd(format, networks.sampleRate()));
        long[] before = {System.nanoTime(), 0};
        spent.begin();
        long cpuBefore = Spent.cpuNs();
        long wallBefore = System.nanoTime();
        player.play(pipeline, sample -> {
            long nowNs = System.nanoTime();
            if (pipeline.windows() > before[1]) {
                steps.add(nowNs - before[0]);
                before[1] = pipeline.windows();
            }
            before[0] = nowNs;
        });
        double audioSeconds = (double) pipeline.nextSample() / networks.sampleRate();
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("audio-s", audioSeconds);
        values.put("cpu-s-per-audio-s", (Spent.cpuNs() - cpuBefore) / NS / audioSeconds);
        values.put("wall-s-per-audio-s", (System.nanoTime() - wallBefore) / NS / audioSeconds);
        values.put("front-end.cpu-share-of-a-core", frontEndShare);
        put(values, "step", steps);
        values.put(
                "step.p95-in-segmentation-runs",
                steps.percentileMillis(0.95) / stages.segmentation().percentileMillis(0.95));
        put(values, "segmentation", stages.segmentation());
        put(values, "embedding", stages.embedding());
        put(values, "tracking", stages.tracking());
        values.put("start-to-ready-s", startSeconds);
        values.put("resident-mb", statusKilobytes("VmRSS:") / 1e3);
        values.put("resident-peak-mb", statusKilobytes("VmHWM:") / 1e3);
        for (int loop = 0; loop < loops.size(); loop++) {
            String name = "loop-" + (loop + 1) + ".";
            loops.get(loop).forEach((figure, value) -> values.put(name + figure, value));
        }
        return new Figures(values);
    }

    /** Processor time that the front end alone takes for each second of sound; the second time through, when compiled. */
    private static double frontEndShare(AudioSource source, int sampleRate, Listening listening) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        MonoSink nobody = (position, mono, offset, length) -> {};
        double share = 0;
        for (int round = 0; round < 2; round++) {
            CaptureFormat format = source.open();
            FrontEnd frontEnd = listening.frontEnd(format, sampleRate);
            AudioBlock block = new AudioBlock(format.channels(), BLOCK_FRAMES);
            long frames = 0;
            long spentNs = 0;
            for (Outcome outcome = source.read(block); outcome != Outcome.END; outcome = source.read(block)) {
                if (outcome != Outcome.FRAMES) {
                    continue;
                }
                long beforeNs = threads.getCurrentThreadCpuTime();
                frontEnd.accept(new CapturedSound(block), nobody);
                spentNs += threads.getCurrentThreadCpuTime() - beforeNs;
                frames += block.frames();
            }
            source.close();
            share = spentNs / NS * format.sampleRate() / frames;
        }
        return share;
    }

    private static void put(Map<String, Double> values, String stage, Durations durations) {
        values.put(stage + ".count", (double) durations.count());
        values.put(stage + ".sum-s", durations.sumNs() / NS);
        values.put(stage + ".p50-ms", durations.percentileMillis(0.50));
        values.put(stage + ".p95-ms", durations.percentileMillis(0.95));
        values.put(stage + ".p99-ms", durations.percentileMillis(0.99));
        values.put(stage + ".max-ms", durations.maxMillis());
    }

    /** A line of the kernel's about this process; not a number where there is none. */
    static double statusKilobytes(String field) {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith(field))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(Double.NaN);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
