package dev.rostrum.daemon.timeline;

import dev.rostrum.daemon.evidence.WindowEvidence;
import dev.rostrum.daemon.timeline.TimelineEvent.MeetingEnded;
import dev.rostrum.daemon.timeline.TimelineEvent.MeetingStarted;
import dev.rostrum.daemon.timeline.TimelineEvent.StreamGap;
import dev.rostrum.daemon.tracking.FrameLabels;
import dev.rostrum.daemon.tracking.PassRunner;
import dev.rostrum.daemon.tracking.Talkers;
import dev.rostrum.daemon.tracking.Timing;
import dev.rostrum.daemon.tracking.TwoLanes;
import dev.rostrum.daemon.tracking.TwoLanes.Decision;
import dev.rostrum.daemon.tracking.UsableEvidence;
import dev.rostrum.daemon.tracking.VoiceFigures;
import dev.rostrum.daemon.tracking.VoiceSpace;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Evidence becomes turns and corrections of turns. A meeting begins with the first window and ends on command or after
 * a silence; everything known of it goes with it. Analysis thread.
 */
public final class TwoLaneTracker implements MeetingTracker {
    /**
     * When meetings end, and how they are followed.
     *
     * @param meetingEndSamples a silence of this length ends a meeting in which anybody spoke
     * @param shortestSamples a stretch in the slow lane's labels that is shorter is none
     * @param turns how frames become turns
     * @param lanes how frames are labelled
     */
    public record Settings(
            long meetingEndSamples, int shortestSamples, PublishedTurns.Settings turns, TwoLanes.Settings lanes) {
        public static Settings defaults() {
            return of(VoiceFigures.packaged());
        }

        /** For the vectors of the network that the figures belong to. */
        public static Settings of(VoiceFigures figures) {
            return new Settings(
                    10 * 60 * 16_000L, 0, PublishedTurns.Settings.defaults(), TwoLanes.Settings.of(figures));
        }

        /** The same at another latency and hop; see {@link Timing}. */
        public Settings withTiming(int latencySamples, int hopSamples) {
            Talkers talkers = lanes.slow().clustering().talkers();
            return new Settings(
                    meetingEndSamples,
                    shortestSamples,
                    turns,
                    lanes.with(new Timing(latencySamples, hopSamples), talkers));
        }

        /** The same with hints about the number of talkers; see {@link Talkers}. */
        public Settings withTalkers(int atLeast, int atMost) {
            Talkers talkers = new Talkers(atLeast, atMost);
            return new Settings(meetingEndSamples, shortestSamples, turns, lanes.with(lanes.timing(), talkers));
        }

        /** The same where a silence of {@code samples} ends a meeting. */
        public Settings withMeetingEnd(long samples) {
            return new Settings(samples, shortestSamples, turns, lanes);
        }
    }

    private static final class Meeting {
        private final TwoLanes lanes;
        private final PublishedTurns turns;
        private long lastSpeechSample;
        private boolean anybody;

        private Meeting(TwoLanes lanes, PublishedTurns turns, long beginSample) {
            this.lanes = lanes;
            this.turns = turns;
            this.lastSpeechSample = beginSample;
        }
    }

    private Settings settings;
    private final VoiceSpace space;
    private final PassRunner runner;
    private final UsableEvidence usable = new UsableEvidence();
    private long meetings;
    private int passOneIn = 1;
    private @Nullable Meeting meeting;

    /** Before the first meeting. */
    public TwoLaneTracker(Settings settings, VoiceSpace space, PassRunner runner) {
        this.settings = settings;
        this.space = space;
        this.runner = runner;
    }

    @Override
    public Timing timing() {
        return settings.lanes().timing();
    }

    @Override
    public void timing(Timing wanted) {
        settings = settings.withTiming(wanted.latencySamples(), wanted.hopSamples());
        if (meeting != null) {
            meeting.lanes.timing(wanted);
        }
    }

    @Override
    public void passOneIn(int n) {
        passOneIn = n;
        if (meeting != null) {
            meeting.lanes.passOneIn(n);
        }
    }

    @Override
    public void accept(WindowEvidence heard, Consumer<TimelineEvent> out) {
        WindowEvidence evidence = usable.of(heard);
        long now = evidence.endSample();
        Meeting current = meeting;
        if (current == null) {
            current = begin(evidence, out);
            meeting = current;
        }
        current.lanes.revision(now).ifPresent(revise(current, now, out));
        publish(current, current.lanes.hear(evidence), now, out);
        current.lanes.considerPass(now);
        if (current.anybody && now - current.lastSpeechSample >= settings.meetingEndSamples()) {
            finish(now, out);
        }
    }

    /** How many windows so far held something that was no number and was left out. */
    public long damagedWindows() {
        return usable.damaged();
    }

    @Override
    public void gap(long fromSample, long toSample, Consumer<TimelineEvent> out) {
        Meeting current = meeting;
        if (current == null) {
            return;
        }
        publish(current, current.lanes.settle(), toSample, out);
        current.turns.endAll(toSample, out);
        current.lanes.skipTo(toSample);
        out.accept(new StreamGap(toSample, fromSample, toSample));
    }

    @Override
    public void finish(long atSample, Consumer<TimelineEvent> out) {
        Meeting current = meeting;
        if (current == null) {
            return;
        }
        publish(current, current.lanes.settle(), atSample, out);
        current.turns.endAll(atSample, out);
        current.lanes.lastRevision().ifPresent(revise(current, atSample, out));
        out.accept(new MeetingEnded(atSample, meetings, atSample));
        meeting = null;
    }

    private Meeting begin(WindowEvidence evidence, Consumer<TimelineEvent> out) {
        long beginSample = evidence.posteriors().firstSample();
        out.accept(new MeetingStarted(evidence.endSample(), ++meetings, beginSample));
        TwoLanes lanes = new TwoLanes(evidence.posteriors().grid(), space, settings.lanes(), runner, beginSample);
        lanes.passOneIn(passOneIn);
        return new Meeting(lanes, new PublishedTurns(settings.turns()), beginSample);
    }

    private void publish(Meeting current, Decision decision, long now, Consumer<TimelineEvent> out) {
        List<Stretch> stretches = new FrameStretches(current.lanes, decision, 1, now).byTime();
        for (Stretch stretch : stretches) {
            current.anybody = true;
            current.lastSpeechSample = Math.max(current.lastSpeechSample, stretch.toSample());
        }
        FrameLabels labels = decision.labels();
        long until = current.lanes.sampleOf(labels.firstFrame() + labels.frames());
        current.turns.extend(stretches, until, now, out);
    }

    private Consumer<Decision> revise(Meeting current, long now, Consumer<TimelineEvent> out) {
        return decision -> {
            FrameLabels labels = decision.labels();
            long from = current.lanes.sampleOf(labels.firstFrame());
            long to = current.lanes.sampleOf(labels.firstFrame() + labels.frames());
            int bridgeSamples = settings.turns().bridgeSamples();
            List<Stretch> stretches = new FrameStretches(current.lanes, decision, bridgeSamples, now)
                    .byTime().stream()
                            .filter(stretch -> stretch.toSample() - stretch.fromSample() >= settings.shortestSamples())
                            .toList();
            current.turns.revise(stretches, from, to, now).ifPresent(out);
            current.turns.forgetBefore(from);
        };
    }
}
