package dev.rostrum.daemon.timeline;

import dev.rostrum.daemon.evidence.VoiceEvidence;
import dev.rostrum.daemon.evidence.WindowEvidence;
import dev.rostrum.daemon.timeline.SpeechTurn.Certainty;
import dev.rostrum.daemon.timeline.SpeechTurn.Stage;
import dev.rostrum.daemon.timeline.TimelineEvent.MeetingEnded;
import dev.rostrum.daemon.timeline.TimelineEvent.MeetingStarted;
import dev.rostrum.daemon.timeline.TimelineEvent.StreamGap;
import dev.rostrum.daemon.timeline.TimelineEvent.TurnEnded;
import dev.rostrum.daemon.timeline.TimelineEvent.TurnStarted;
import dev.rostrum.daemon.timeline.TimelineEvent.TurnUpdated;
import dev.rostrum.daemon.tracking.SpeakerId;
import dev.rostrum.model.segmentation.SpeakerPosteriors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The plainest tracker that carries a meeting from end to end: each local speaker goes to the nearest running mean of
 * a voice, frames above a threshold are speech, and nothing is ever corrected. Bounded by the number of voices.
 */
public final class FirstTracker implements MeetingTracker {
    /**
     * What the tracker may wait for and what it takes for speech.
     *
     * @param latencySamples how long after an instant its label must stand
     * @param hopSamples distance between windows
     * @param active a frame whose probability reaches this is speech
     * @param sameVoiceCosine a voice nearer than this is the same
     * @param newVoiceSeconds a new voice needs this much clean speech
     * @param bridgeSamples a shorter pause does not end a turn
     */
    public record Settings(
            int latencySamples,
            int hopSamples,
            double active,
            double sameVoiceCosine,
            double newVoiceSeconds,
            int bridgeSamples) {
        public static Settings defaults() {
            return new Settings(16_000, 8_000, 0.5, 0.35, 1.0, 4_800);
        }
    }

    private final Settings settings;
    private final List<Voice> voices = new ArrayList<>();
    private long meetings;
    private boolean meeting;
    private long turns;
    private long decidedSample;
    private @Nullable Naming before;

    public FirstTracker(Settings settings) {
        this.settings = settings;
    }

    @Override
    public void accept(WindowEvidence evidence, Consumer<TimelineEvent> out) {
        long now = evidence.endSample();
        if (!meeting) {
            meeting = true;
            decidedSample = evidence.posteriors().firstSample();
            out.accept(new MeetingStarted(now, ++meetings, decidedSample));
        }
        Naming naming = name(evidence);
        before = naming;
        // the next window comes a hop later: what falls due until then is decided now
        decide(naming, now, now + settings.hopSamples() - settings.latencySamples(), out);
    }

    @Override
    public void gap(long fromSample, long toSample, Consumer<TimelineEvent> out) {
        settle(toSample, out);
        if (meeting) {
            out.accept(new StreamGap(toSample, fromSample, toSample));
        }
        decidedSample = toSample;
        before = null;
    }

    @Override
    public void finish(long atSample, Consumer<TimelineEvent> out) {
        if (!meeting) {
            return;
        }
        settle(atSample, out);
        out.accept(new MeetingEnded(atSample, meetings, atSample));
        meeting = false;
        turns = 0;
        before = null;
        voices.clear();
    }

    private void settle(long now, Consumer<TimelineEvent> out) {
        if (before != null) {
            decide(before, now, Long.MAX_VALUE, out);
        }
        for (Voice voice : voices) {
            close(voice, now, out);
        }
    }

    /** Which voice each local speaker is; null where none is known. */
    private Naming name(WindowEvidence evidence) {
        SpeakerPosteriors posteriors = evidence.posteriors();
        @Nullable Voice[] named = new Voice[posteriors.localSpeakers()];
        for (int local = 0; local < named.length; local++) {
            VoiceEvidence heard = evidence.locals().get(local);
            named[local] = heard == null ? carriedOn(posteriors, local, named) : nearest(heard, named);
        }
        return new Naming(posteriors, named);
    }

    private @Nullable Voice nearest(VoiceEvidence heard, @Nullable Voice[] taken) {
        Voice best = null;
        double bestCosine = settings.sameVoiceCosine();
        for (Voice voice : voices) {
            double cosine = cosine(voice.sum, heard.vector());
            if (cosine > bestCosine && !Arrays.asList(taken).contains(voice)) {
                best = voice;
                bestCosine = cosine;
            }
        }
        if (best == null && heard.cleanSeconds() >= settings.newVoiceSeconds()) {
            best = new Voice(new SpeakerId(voices.size() + 1), heard.vector().length);
            voices.add(best);
        }
        if (best != null) {
            best.add(heard);
        }
        return best;
    }

    /** The voice of the local speaker of the window before that was active in the same frames. */
    private @Nullable Voice carriedOn(SpeakerPosteriors posteriors, int local, @Nullable Voice[] taken) {
        if (before == null) {
            return null;
        }
        Voice best = null;
        double most = 0;
        for (int earlier = 0; earlier < before.voices.length; earlier++) {
            Voice voice = before.voices[earlier];
            double common = common(posteriors, local, before.posteriors, earlier);
            if (voice != null && common > most && !Arrays.asList(taken).contains(voice)) {
                best = voice;
                most = common;
            }
        }
        return best;
    }

    private static double common(SpeakerPosteriors now, int local, SpeakerPosteriors before, int earlier) {
        double sum = 0;
        int step = now.grid().stepSamples();
        int shift = (int) Math.round((now.firstSample() - before.firstSample()) / (double) step);
        for (int frame = 0; frame < Math.min(now.frames(), before.frames() - shift); frame++) {
            sum += now.active(frame, local) * before.active(frame + shift, earlier);
        }
        return sum;
    }

    private void decide(Naming naming, long now, long untilSample, Consumer<TimelineEvent> out) {
        SpeakerPosteriors posteriors = naming.posteriors;
        for (int frame = 0; frame < posteriors.frames(); frame++) {
            long from = posteriors.firstSample() + posteriors.grid().startOf(frame);
            if (from < decidedSample || from >= untilSample) {
                continue;
            }
            decidedSample = from + posteriors.grid().stepSamples();
            for (int local = 0; local < naming.voices.length; local++) {
                Voice voice = naming.voices[local];
                if (voice != null && posteriors.active(frame, local) >= settings.active()) {
                    hear(voice, from, now, out);
                }
            }
        }
        for (Voice voice : voices) {
            if (voice.open && decidedSample - voice.toSample > settings.bridgeSamples()) {
                close(voice, now, out);
            } else if (voice.open && voice.toSample > voice.toldSample) {
                voice.toldSample = voice.toSample;
                out.accept(new TurnUpdated(now, voice.turn(Stage.OPEN)));
            }
        }
    }

    private void hear(Voice voice, long fromSample, long now, Consumer<TimelineEvent> out) {
        if (voice.open && fromSample - voice.toSample > settings.bridgeSamples()) {
            close(voice, now, out);
        }
        long toSample = decidedSample;
        if (!voice.open) {
            voice.begin(++turns, fromSample, toSample);
            out.accept(new TurnStarted(now, voice.turn(Stage.OPEN)));
        }
        voice.toSample = toSample;
    }

    private static void close(Voice voice, long now, Consumer<TimelineEvent> out) {
        if (voice.open) {
            voice.open = false;
            out.accept(new TurnEnded(now, voice.turn(Stage.CLOSED)));
        }
    }

    private static double cosine(double[] a, float[] b) {
        double dot = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            dot += a[i] * b[i];
            aa += a[i] * a[i];
            bb += (double) b[i] * b[i];
        }
        return dot / Math.sqrt(aa * bb + 1e-12);
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Naming(
            SpeakerPosteriors posteriors, @Nullable Voice[] voices) {}

    /** One talker: the sum of all vectors, and the turn that is open. */
    private static final class Voice {
        private final SpeakerId id;
        private final double[] sum;
        private boolean open;
        private long turnId;
        private long fromSample;
        private long toSample;
        private long toldSample;

        private Voice(SpeakerId id, int size) {
            this.id = id;
            this.sum = new double[size];
        }

        private void add(VoiceEvidence heard) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += heard.vector()[i] * heard.cleanSeconds();
            }
        }

        private void begin(long newTurnId, long newFromSample, long newToSample) {
            open = true;
            turnId = newTurnId;
            fromSample = newFromSample;
            toSample = newToSample;
            toldSample = newToSample;
        }

        private SpeechTurn turn(Stage stage) {
            return new SpeechTurn(
                    turnId, 0, id, fromSample, toSample, stage, Certainty.CONFIRMED, 0.5f, OptionalDouble.empty());
        }
    }
}
