package dev.rostrum.lab.evaluation;

import dev.rostrum.drivers.DeviceException;
import dev.rostrum.lab.scoring.MeetingScore;
import dev.rostrum.service.annotation.AnnotationException;
import dev.rostrum.service.replay.EmissionLog;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SortedMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Hears many recordings, several at a time, and scores them. Every recording is heard and scored by itself, so the
 * outcome does not depend on how many run side by side. Not thread-safe; its progress is told from any of its threads,
 * one at a time.
 */
public final class EvaluationRun {
    private final Settings settings;
    private final Supplier<Ears> ears;
    private final Progress progress;
    private final Queue<Meeting> waiting = new ArrayDeque<>();
    private final Map<String, Long> heardNs = new HashMap<>();
    private final List<EvaluatedMeeting> evaluated = new ArrayList<>();
    private int meetings;
    private long totalNs;

    /**
     * What is heard.
     *
     * @param latenciesMs labels are scored live at each of these
     * @param mainLatencyMs one of them, whose events the other figures are taken from
     * @param parallel recordings at a time
     */
    public record Settings(List<Integer> latenciesMs, int mainLatencyMs, int parallel) {
        public Settings {
            latenciesMs = latenciesMs.stream().distinct().sorted().toList();
            if (!latenciesMs.contains(mainLatencyMs) || parallel < 1) {
                throw new IllegalArgumentException(
                        "latenciesMs=" + latenciesMs + " mainLatencyMs=" + mainLatencyMs + " parallel=" + parallel);
            }
        }

        /** Half a second to five, and two at a time. */
        public static Settings defaults() {
            return new Settings(List.of(500, 1000, 2000, 5000), 1000, 2);
        }
    }

    /** Turns sound into events. Each belongs to one thread. */
    public interface Ears extends AutoCloseable {
        /**
         * Hears one recording.
         *
         * @param progressNs told now and then how much has been heard
         * @return the events by the latency they were made for
         */
        SortedMap<Integer, EmissionLog> hear(Meeting meeting, List<Integer> latenciesMs, LongConsumer progressNs);

        @Override
        void close();
    }

    /** Told how far the run is. */
    @FunctionalInterface
    public interface Progress {
        /** Called often; must return quickly. */
        void at(int meetingsDone, int meetings, long heardNs, long totalNs);
    }

    /** What came of one recording. */
    public record EvaluatedMeeting(Meeting meeting, MeetingScore.Heard heard, MeetingScore score) {}

    /** @param ears makes one for each thread */
    public EvaluationRun(Settings settings, Supplier<Ears> ears, Progress progress) {
        this.settings = settings;
        this.ears = ears;
        this.progress = progress;
    }

    /**
     * Hears and scores all recordings.
     *
     * @return by name
     * @throws RuntimeException the first failure of any recording; the others are given up
     */
    public List<EvaluatedMeeting> run(List<Meeting> all) throws InterruptedException {
        return run(all, failure -> {
            throw failure;
        });
    }

    /**
     * Hears and scores all recordings that can be heard.
     *
     * @param bad told, on the thread that met it, of each recording that cannot be read or is not for these ears
     * @return by name
     * @throws RuntimeException the first failure of another kind; the others are given up
     */
    public List<EvaluatedMeeting> run(List<Meeting> all, Consumer<RuntimeException> bad) throws InterruptedException {
        begin(all);
        List<Future<?>> workers = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(settings.parallel())) {
            for (int i = 0; i < Math.min(settings.parallel(), all.size()); i++) {
                workers.add(pool.submit(() -> work(bad)));
            }
        }
        for (Future<?> worker : workers) {
            rethrow(worker);
        }
        return evaluated.stream()
                .sorted(Comparator.comparing(one -> one.meeting().name()))
                .toList();
    }

    private void begin(List<Meeting> all) {
        waiting.clear();
        heardNs.clear();
        evaluated.clear();
        // the longest first, so that no thread is left with it at the end
        waiting.addAll(all.stream()
                .sorted(Comparator.comparingLong(Meeting::lengthNs).reversed())
                .toList());
        meetings = all.size();
        totalNs = all.stream().mapToLong(Meeting::lengthNs).sum();
    }

    private void work(Consumer<RuntimeException> bad) {
        try (Ears own = ears.get()) {
            for (Meeting meeting = next(); meeting != null; meeting = next()) {
                try {
                    done(evaluate(meeting, own));
                } catch (DeviceException | AnnotationException e) {
                    heard(meeting, meeting.lengthNs());
                    bad.accept(e);
                }
            }
        } catch (RuntimeException | Error e) {
            giveUp();
            throw e;
        }
    }

    private EvaluatedMeeting evaluate(Meeting meeting, Ears own) {
        MeetingScore.Heard heard = new MeetingScore.Heard(
                own.hear(meeting, settings.latenciesMs(), ns -> heard(meeting, ns)), settings.mainLatencyMs());
        return new EvaluatedMeeting(meeting, heard, MeetingScore.of(heard, meeting.reference(), meeting.scored()));
    }

    private synchronized @Nullable Meeting next() {
        return waiting.poll();
    }

    private synchronized void giveUp() {
        waiting.clear();
    }

    private synchronized void heard(Meeting meeting, long ns) {
        heardNs.put(meeting.name(), ns);
        tell();
    }

    private synchronized void done(EvaluatedMeeting one) {
        evaluated.add(one);
        heardNs.put(one.meeting().name(), one.meeting().lengthNs());
        tell();
    }

    private void tell() {
        long sum = heardNs.values().stream().mapToLong(Long::longValue).sum();
        progress.at(evaluated.size(), meetings, sum, totalNs);
    }

    private static void rethrow(Future<?> worker) throws InterruptedException {
        try {
            worker.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException failure -> throw failure;
                case Error error -> throw error;
                case null, default -> throw new IllegalStateException(e);
            }
        }
    }
}
