package dev.rostrum.daemon.evaluation.study;

import dev.rostrum.daemon.evaluation.Annotation;
import dev.rostrum.daemon.evaluation.EmissionLog;
import dev.rostrum.daemon.evaluation.EvaluationRun;
import dev.rostrum.daemon.evaluation.Meeting;
import dev.rostrum.daemon.evaluation.ScoredRegion;
import dev.rostrum.daemon.evaluation.Span;
import dev.rostrum.daemon.evaluation.Spans;
import dev.rostrum.daemon.evaluation.alteration.Alteration;
import dev.rostrum.drivers.audio.AudioBlock;
import dev.rostrum.drivers.audio.AudioFileSource;
import dev.rostrum.drivers.audio.AudioSource;
import dev.rostrum.drivers.audio.CaptureFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/**
 * Recordings whose sound is altered just before it is heard and dropped again after it: a study of many alterations
 * needs room for one file a thread. Declare all before the first is heard.
 */
final class AlteredRecordings {
    private static final int BLOCK_FRAMES = 1 << 14;

    private final Path folder;
    private final Map<String, Made> made = new HashMap<>();

    private record Made(Meeting original, Alteration alteration) {}

    /** @param folder for the files; nothing stays in it */
    AlteredRecordings(Path folder) {
        this.folder = folder;
    }

    /**
     * A recording as it will be. Where the tempo changes, the part that is scored is that of the original without
     * labels, moved with the truth.
     *
     * @param name of the alteration; a recording's name and it are unique together
     */
    Meeting declare(String name, Alteration alteration, Meeting original) {
        String key = name + "/" + original.name();
        if (made.put(key, new Made(original, alteration)) != null) {
            throw new IllegalArgumentException("twice: " + key);
        }
        Path sound = folder.resolve(name.replaceAll("[^A-Za-z0-9.+-]+", "-")).resolve(original.name() + ".wav");
        double tempo = alteration.tempo();
        if (tempo == 1) {
            return new Meeting(key, sound, original.reference(), original.scored(), original.lengthNs());
        }
        Spans scored = moved(original.scored().of(original.reference(), Annotation.empty()), tempo);
        Annotation truth = Annotation.of(original.reference().segments().stream()
                .map(segment -> new Annotation.Segment(segment.talker(), moved(segment.span(), tempo)))
                .toList());
        return new Meeting(key, sound, truth, ScoredRegion.uem(scored), Math.round(original.lengthNs() / tempo));
    }

    /** Ears that make a declared recording's sound, let {@code own} hear it and delete it; others they hear as they are. */
    Supplier<EvaluationRun.Ears> heardBy(Supplier<EvaluationRun.Ears> own) {
        return () -> new Making(own.get());
    }

    /** The first channel of a file as a whole. */
    static float[] firstChannel(Path sound) {
        try (AudioFileSource source = new AudioFileSource(sound, List.of(0))) {
            source.open();
            AudioBlock block = new AudioBlock(1, BLOCK_FRAMES);
            float[] samples = new float[Math.toIntExact(Math.max(BLOCK_FRAMES, source.totalFrames()))];
            int length = 0;
            while (source.read(block) == AudioSource.Outcome.FRAMES) {
                if (length + block.frames() > samples.length) {
                    samples = Arrays.copyOf(samples, 2 * samples.length);
                }
                System.arraycopy(block.channel(0), 0, samples, length, block.frames());
                length += block.frames();
            }
            return Arrays.copyOf(samples, length);
        }
    }

    private static int rateHz(Path sound) {
        try (AudioFileSource source = new AudioFileSource(sound, List.of(0))) {
            CaptureFormat format = source.open();
            return format.sampleRate();
        }
    }

    private static Spans moved(Spans spans, double tempo) {
        return new Spans(spans.list().stream().map(span -> moved(span, tempo)).toList());
    }

    private static Span moved(Span span, double tempo) {
        return new Span(Math.round(span.from() / tempo), Math.round(span.to() / tempo));
    }

    private final class Making implements EvaluationRun.Ears {
        private final EvaluationRun.Ears own;

        Making(EvaluationRun.Ears own) {
            this.own = own;
        }

        @Override
        public SortedMap<Integer, EmissionLog> hear(
                Meeting meeting, List<Integer> latenciesMs, LongConsumer progressNs) {
            Made recipe = made.get(meeting.name());
            if (recipe == null) {
                return own.hear(meeting, latenciesMs, progressNs);
            }
            Path original = recipe.original().sound();
            int rateHz = rateHz(original);
            float[] altered = recipe.alteration()
                    .of(firstChannel(original), rateHz, recipe.original().name().hashCode());
            SixteenBitWav.write(meeting.sound(), altered, rateHz);
            try {
                return own.hear(meeting, latenciesMs, progressNs);
            } finally {
                delete(meeting.sound());
            }
        }

        private static void delete(Path file) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            own.close();
        }
    }
}
