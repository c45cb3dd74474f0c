package dev.rostrum.diarization.tracking;

import dev.rostrum.diarization.evidence.EmbeddingEvidence;
import dev.rostrum.diarization.evidence.RecordedPosteriors;
import dev.rostrum.diarization.evidence.WindowEvidence;
import dev.rostrum.diarization.tracking.embedding.EmbeddingTransform;
import dev.rostrum.model.segmentation.FrameGrid;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * A meeting of which the truth is written down, and what two faultless networks would say of it: windows of up to 10 s
 * with at most three local speakers in an order of their own, a vector for each local speaker in every second window,
 * and pieces of 1.5 s. Vectors are the speakers' directions with seeded noise. Speakers are numbered from 0.
 */
public final class SyntheticMeeting {
    /** Samples in a second. */
    public static final int SECOND = 16_000;

    /** Distance between windows, in samples. */
    public static final int HOP = SECOND / 2;

    /** Numbers in a vector. */
    public static final int SIZE = 48;

    /** Standard deviation of each number of a vector of 1.5 s: the cosine of two of one speaker is near 0.75. */
    public static final double NOISE = 0.083;

    /** Not a speaker: sound that passes for speech, and each vector of which points elsewhere. */
    public static final int BABBLE = SIZE;

    private static final FrameGrid GRID = new FrameGrid(SECOND, 495, 270);
    private static final int FIELD = 991;
    private static final int WINDOW = 10 * SECOND;
    private static final int PIECE = 3 * SECOND / 2;
    private static final int LOCALS = 3;
    private static final double CLEAN_AT_MOST = 3;
    private static final double CLEAN_AT_LEAST = 0.3;

    /** One speaker's speech from one sample to another. */
    public record Talk(int speaker, long fromSample, long toSample) {
        boolean at(long sample) {
            return fromSample <= sample && sample < toSample;
        }
    }

    private final List<Talk> talks = new ArrayList<>();
    private final Map<Integer, float[]> directions = new HashMap<>();
    private final Random random;
    private long endSample;

    /** Of which nobody has said a word. */
    public SyntheticMeeting(long seed) {
        this.random = new Random(seed);
    }

    /** A space in which the vectors lie as they were made. */
    public static EmbeddingTransform space() {
        return EmbeddingTransform.flat(SIZE, NOISE);
    }

    /** {@code speaker} speaks between two instants; the meeting lasts at least until the second. */
    public SyntheticMeeting talk(int speaker, double fromSeconds, double toSeconds) {
        talks.add(new Talk(speaker, samples(fromSeconds), samples(toSeconds)));
        return until(toSeconds);
    }

    /** The meeting lasts at least until this instant. */
    public SyntheticMeeting until(double seconds) {
        endSample = Math.max(endSample, Math.ceilDiv(samples(seconds), HOP) * HOP);
        return this;
    }

    /** {@code speaker} sounds as if between two axes: cosine {@code cosine} to speaker {@code other}. */
    public SyntheticMeeting alike(int speaker, int other, double cosine) {
        float[] direction = new float[SIZE];
        direction[speaker] = (float) Math.sqrt(1 - cosine * cosine);
        direction[other] = (float) cosine;
        directions.put(speaker, direction);
        return this;
    }

    /** {@code speaker} sounds as much like one other as like another. */
    public SyntheticMeeting between(int speaker, int one, int other) {
        float[] direction = new float[SIZE];
        add(direction, 1, one);
        add(direction, 1, other);
        double length = 0;
        for (float value : direction) {
            length += value * value;
        }
        for (int d = 0; d < SIZE; d++) {
            direction[d] /= (float) Math.sqrt(length);
        }
        directions.put(speaker, direction);
        return this;
    }

    /** Speakers in turn, each for {@code seconds} with {@code pauseSeconds} between, from {@code from} on. */
    public SyntheticMeeting rounds(int speakers, int rounds, double from, double seconds, double pauseSeconds) {
        double at = from;
        for (int i = 0; i < rounds * speakers; i++) {
            talk(i % speakers, at, at + seconds);
            at += seconds + pauseSeconds;
        }
        return until(at);
    }

    public long endSample() {
        return endSample;
    }

    /** What was really said. */
    public List<Talk> truth() {
        return List.copyOf(talks);
    }

    /** Who really speaks at {@code sample}. */
    public Set<Integer> speakersAt(long sample) {
        return speakersAt(talks, sample);
    }

    private static Set<Integer> speakersAt(List<Talk> among, long sample) {
        Set<Integer> all = new TreeSet<>();
        for (Talk talk : among) {
            if (talk.at(sample)) {
                all.add(talk.speaker());
            }
        }
        return all;
    }

    /** Whether somebody begins or ends within {@code samples} of {@code sample}. */
    public boolean nearBoundary(long sample, long samples) {
        return talks.stream()
                .anyMatch(talk ->
                        Math.abs(talk.fromSample() - sample) < samples || Math.abs(talk.toSample() - sample) < samples);
    }

    /** The windows that end at {@code fromSample + HOP} to {@code toSample}, of a stretch that begins there. */
    public List<WindowEvidence> windows(long fromSample, long toSample) {
        List<WindowEvidence> all = new ArrayList<>();
        for (long end = fromSample + HOP; end <= toSample; end += HOP) {
            all.add(window(fromSample, end));
        }
        return all;
    }

    /** All windows. */
    public List<WindowEvidence> windows() {
        return windows(0, endSample);
    }

    /** The window that ends here, of a stretch that began at 0: for meetings too long to hold all their windows. */
    public WindowEvidence windowEnding(long sample) {
        return window(0, sample);
    }

    private WindowEvidence window(long stretchStart, long end) {
        long first = Math.max(stretchStart, end - WINDOW);
        List<Talk> within = talks.stream()
                .filter(talk -> talk.fromSample() < end && talk.toSample() > first)
                .toList();
        List<Integer> locals = locals(within, first, end);
        int frames = (int) (end - first - FIELD) / GRID.stepSamples() + 1;
        float[] active = new float[frames * LOCALS];
        float[] speech = new float[frames];
        float[] overlap = new float[frames];
        byte[] masks = new byte[frames];
        for (int i = 0; i < frames; i++) {
            Set<Integer> now = speakersAt(within, first + GRID.firstCentreSamples() + (long) i * GRID.stepSamples());
            speech[i] = now.isEmpty() ? 0.02f : 0.98f;
            overlap[i] = now.size() < 2 ? 0.02f : 0.98f;
            for (int local = 0; local < LOCALS; local++) {
                boolean on = now.contains(locals.get(local));
                active[i * LOCALS + local] = on ? 0.98f : 0.01f;
                masks[i] |= (byte) (on ? 1 << local : 0);
            }
        }
        boolean withLocals = (end - stretchStart) / HOP % 2 == 1;
        return new WindowEvidence(
                end,
                new RecordedPosteriors(first, GRID, active, new float[][] {speech, overlap}, masks),
                withLocals ? localVoices(within, locals, first, end) : Map.of(),
                pieces(within, stretchStart, end));
    }

    /** The speakers with most speech in the window, in random places; -1 for a place that nobody has. */
    private List<Integer> locals(List<Talk> within, long first, long end) {
        Map<Integer, Long> spoken = new HashMap<>();
        for (Talk talk : within) {
            long common = Math.min(talk.toSample(), end) - Math.max(talk.fromSample(), first);
            if (common > 0) {
                spoken.merge(talk.speaker(), common, Long::sum);
            }
        }
        List<Integer> places = new ArrayList<>(spoken.entrySet().stream()
                .sorted(Map.Entry.<Integer, Long>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.naturalOrder())))
                .limit(LOCALS)
                .map(Map.Entry::getKey)
                .toList());
        while (places.size() < LOCALS) {
            places.add(-1);
        }
        Collections.shuffle(places, random);
        return places;
    }

    private Map<Integer, EmbeddingEvidence> localVoices(List<Talk> within, List<Integer> locals, long first, long end) {
        Map<Integer, EmbeddingEvidence> voices = new HashMap<>();
        for (int local = 0; local < LOCALS; local++) {
            int speaker = locals.get(local);
            double clean = 0;
            long oldest = end;
            long newest = first;
            long step = SECOND / 100;
            for (long at = end - step / 2; speaker >= 0 && at >= first && clean < CLEAN_AT_MOST; at -= step) {
                if (speakersAt(within, at).equals(Set.of(speaker))) {
                    clean += 0.01;
                    oldest = at;
                    newest = Math.max(newest, at);
                }
            }
            if (clean >= CLEAN_AT_LEAST) {
                float[] vector = new float[SIZE];
                add(vector, 1, speaker);
                noise(vector, NOISE * Math.sqrt(1.5 / clean));
                voices.put(local, new EmbeddingEvidence(oldest, newest, (float) clean, vector));
            }
        }
        return voices;
    }

    private List<EmbeddingEvidence> pieces(List<Talk> within, long stretchStart, long end) {
        long from = end - PIECE;
        int steps = 150;
        float[] vector = new float[SIZE];
        boolean speech = false;
        for (long at = from + PIECE / steps / 2; at < end; at += PIECE / steps) {
            Set<Integer> now = speakersAt(within, at);
            for (int speaker : now) {
                add(vector, 1.0 / steps / now.size(), speaker);
                speech = true;
            }
        }
        if (from < stretchStart || !speech) {
            return List.of();
        }
        noise(vector, NOISE);
        return List.of(new EmbeddingEvidence(from, end, 1.5f, vector));
    }

    private void add(float[] vector, double factor, int speaker) {
        float[] direction =
                speaker == BABBLE ? anywhere() : directions.computeIfAbsent(speaker, SyntheticMeeting::axis);
        for (int d = 0; d < SIZE; d++) {
            vector[d] += (float) (factor * direction[d]);
        }
    }

    private static float[] axis(int speaker) {
        float[] direction = new float[SIZE];
        direction[speaker] = 1;
        return direction;
    }

    private float[] anywhere() {
        float[] direction = new float[SIZE];
        noise(direction, 1 / Math.sqrt(SIZE));
        return direction;
    }

    private void noise(float[] vector, double deviation) {
        for (int d = 0; d < SIZE; d++) {
            vector[d] += (float) (deviation * random.nextGaussian());
        }
    }

    private static long samples(double seconds) {
        return Math.round(seconds * SECOND);
    }
}
