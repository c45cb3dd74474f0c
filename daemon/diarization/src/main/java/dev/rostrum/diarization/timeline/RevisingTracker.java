package dev.rostrum.diarization.timeline;

import dev.rostrum.diarization.evidence.WindowEvidence;
import dev.rostrum.diarization.timeline.TimelineEvent.MeetingEnded;
import dev.rostrum.diarization.timeline.TimelineEvent.StreamGap;
import dev.rostrum.diarization.tracking.OnlineDiarizer;
import dev.rostrum.diarization.tracking.OnlineDiarizer.Decision;
import dev.rostrum.diarization.tracking.RevisionWorker;
import dev.rostrum.diarization.tracking.Timing;
import dev.rostrum.diarization.tracking.UsableEvidence;
import dev.rostrum.diarization.tracking.clustering.SpeakerLimits;
import dev.rostrum.diarization.tracking.embedding.EmbeddingTransform;
import dev.rostrum.diarization.tracking.embedding.TrackerParameters;
import dev.rostrum.diarization.tracking.frame.FrameLabels;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Evidence becomes turns and corrections of turns. A meeting begins with speech: it is told with its first turn, and nothing
 * is told of a room in which nobody speaks. It ends on command or after a silence; everything known of it goes with it.
 * Analysis thread.
 */
public final class RevisingTracker implements MeetingTracker {
    /**
     * When meetings end, and how they are followed.
     *
     * @param meetingEndSamples a silence of this length ends a meeting in which anybody spoke
     * @param forgottenSamples without speech, what was heard for so long is thrown away, but for the newest window
     * @param turns how frames become turns
     * @param diarizer how frames are labelled
     */
    public record Settings(
            long meetingEndSamples,
            long forgottenSamples,
            PublishedTurns.Settings turns,
            OnlineDiarizer.Settings diarizer) {
        public static Settings defaults() {
            return of(TrackerParameters.packaged());
        }

        /** For the vectors of the network that the figures belong to. */
        public static Settings of(TrackerParameters figures) {
            return new Settings(
                    10 * 60 * 16_000L,
                    60 * 16_000L,
                    PublishedTurns.Settings.defaults(),
                    OnlineDiarizer.Settings.of(figures));
        }

        /** The same at another latency and hop; see {@link Timing}. */
        public Settings withTiming(int latencySamples, int hopSamples) {
            SpeakerLimits speakers = diarizer.revision().clustering().speakers();
            return new Settings(
                    meetingEndSamples,
                    forgottenSamples,
                    turns,
                    diarizer.with(new Timing(latencySamples, hopSamples), speakers));
        }

        /** The same with hints about the number of speakers; see {@link SpeakerLimits}. */
        public Settings withSpeakers(int atLeast, int atMost) {
            SpeakerLimits speakers = new SpeakerLimits(atLeast, atMost);
            return new Settings(meetingEndSamples, forgottenSamples, turns, diarizer.with(diarizer.timing(), speakers));
        }

        /** The same where a silence of {@code samples} ends a meeting. */
        public Settings withMeetingEnd(long samples) {
            return new Settings(samples, forgottenSamples, turns, diarizer);
        }
    }

    private Settings settings;
    private final EmbeddingTransform space;
    private final RevisionWorker runner;
    private final UsableEvidence usable = new UsableEvidence();
    private long meetings;
    private int passOneIn = 1;
    private @Nullable CurrentMeeting meeting;

    /** Before the first meeting. */
    public RevisingTracker(Settings settings, EmbeddingTransform space, RevisionWorker runner) {
        this.settings = settings;
        this.space = space;
        this.runner = runner;
    }

    @Override
    public Timing timing() {
        return settings.diarizer().timing();
    }

    @Override
    public void timing(Timing wanted) {
        settings = settings.withTiming(wanted.latencySamples(), wanted.hopSamples());
        if (meeting != null) {
            meeting.diarizer().timing(wanted);
        }
    }

    @Override
    public void passOneIn(int n) {
        passOneIn = n;
        if (meeting != null) {
            meeting.diarizer().passOneIn(n);
        }
    }

    @Override
    public void accept(WindowEvidence heard, Consumer<TimelineEvent> out) {
        WindowEvidence evidence = usable.of(heard);
        long now = evidence.endSample();
        CurrentMeeting current = meeting;
        if (current == null) {
            current = listen(evidence);
            meeting = current;
        }
        current.noteSpeech(evidence.posteriors());
        Consumer<TimelineEvent> told = current.beginning(() -> ++meetings, out);
        current.diarizer().revision(now).ifPresent(revise(current, now, told));
        publish(current, current.diarizer().hear(evidence), now, told);
        current.diarizer().considerPass(now);
        if (!current.begun() && now - current.heardFromSample() >= settings.forgottenSamples()) {
            meeting = null;
        } else if (current.begun() && now - current.lastSpeechSample() >= settings.meetingEndSamples()) {
            finish(now, out);
        }
    }

    @Override
    public Map<String, Double> figures() {
        return Map.of(
                "tracking.damaged-windows", (double) usable.damaged(),
                "tracking.deferred-passes", (double) runner.deferred());
    }

    @Override
    public void gap(long fromSample, long toSample, Consumer<TimelineEvent> out) {
        CurrentMeeting current = meeting;
        if (current == null) {
            return;
        }
        Consumer<TimelineEvent> told = current.beginning(() -> ++meetings, out);
        publish(current, current.diarizer().settle(), toSample, told);
        current.turns().endAll(toSample, told);
        current.diarizer().skipTo(toSample);
        if (current.begun()) {
            out.accept(new StreamGap(toSample, fromSample, toSample));
        }
    }

    @Override
    public void finish(long atSample, Consumer<TimelineEvent> out) {
        CurrentMeeting current = meeting;
        if (current == null) {
            return;
        }
        Consumer<TimelineEvent> told = current.beginning(() -> ++meetings, out);
        publish(current, current.diarizer().settle(), atSample, told);
        current.turns().endAll(atSample, told);
        current.diarizer().lastRevision().ifPresent(revise(current, atSample, told));
        if (current.begun()) {
            out.accept(new MeetingEnded(atSample, meetings, atSample));
        }
        meeting = null;
    }

    /** Begins to hear what may become a meeting. */
    private CurrentMeeting listen(WindowEvidence evidence) {
        long fromSample = evidence.posteriors().firstSample();
        OnlineDiarizer diarizer =
                new OnlineDiarizer(evidence.posteriors().grid(), space, settings.diarizer(), runner, fromSample);
        diarizer.passOneIn(passOneIn);
        return new CurrentMeeting(diarizer, new PublishedTurns(settings.turns()), fromSample);
    }

    private void publish(CurrentMeeting current, Decision decision, long now, Consumer<TimelineEvent> out) {
        List<LabelSegment> stretches = new LabelSegments(current.diarizer(), decision, 1, now).byTime();
        FrameLabels labels = decision.labels();
        long until = current.diarizer().sampleOf(labels.firstFrame() + labels.frames());
        current.turns().extend(stretches, until, now, out);
    }

    private Consumer<Decision> revise(CurrentMeeting current, long now, Consumer<TimelineEvent> out) {
        return decision -> {
            FrameLabels labels = decision.labels();
            long from = current.diarizer().sampleOf(labels.firstFrame());
            long to = current.diarizer().sampleOf(labels.firstFrame() + labels.frames());
            int bridgeSamples = settings.turns().bridgeSamples();
            List<LabelSegment> stretches =
                    current.inside(new LabelSegments(current.diarizer(), decision, bridgeSamples, now).byTime());
            current.turns().revise(stretches, from, to, now).ifPresent(out);
            current.turns().forgetBefore(from);
        };
    }
}
