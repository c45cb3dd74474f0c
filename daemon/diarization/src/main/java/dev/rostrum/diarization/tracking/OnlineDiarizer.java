package dev.rostrum.diarization.tracking;

import dev.rostrum.diarization.evidence.WindowEvidence;
import dev.rostrum.diarization.frontend.Bearing;
import dev.rostrum.diarization.frontend.SoundFormat;
import dev.rostrum.diarization.speakers.SessionSpeakers;
import dev.rostrum.diarization.speakers.SpeakerId;
import dev.rostrum.diarization.speakers.SpeakerModel;
import dev.rostrum.diarization.tracking.clustering.SpeakerLimits;
import dev.rostrum.diarization.tracking.direction.DirectionLikelihood;
import dev.rostrum.diarization.tracking.embedding.EmbeddingTransform;
import dev.rostrum.diarization.tracking.embedding.TrackerParameters;
import dev.rostrum.diarization.tracking.embedding.WeightedEmbedding;
import dev.rostrum.diarization.tracking.frame.FrameDirections;
import dev.rostrum.diarization.tracking.frame.FrameLabels;
import dev.rostrum.diarization.tracking.frame.FramePosteriors;
import dev.rostrum.diarization.tracking.labels.FrameAssignment;
import dev.rostrum.diarization.tracking.labels.SegmentScores;
import dev.rostrum.model.segmentation.FrameGrid;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who speaks in one meeting. The live labelling decides each frame as late as the latency allows, by the speakers known so
 * far; the revision goes over the whole meeting again at intervals and gives the live labelling its speakers. Keeps state:
 * what was heard, the speakers known. Deterministic but for the moment at which a pass on another thread is done (see
 * {@link RevisionWorker}). Analysis thread.
 */
public final class OnlineDiarizer {
    /**
     * How live labels and revision listen.
     *
     * @param timing latency and hop
     * @param cannotLinks whether local speakers of one window are always two people (without: for evaluation)
     * @param heldSeconds frames this near to the end of what was heard, and the few that the network's last frame
     *     leaves uncovered, are taken to go on as before
     * @param contextSeconds how far before a frame the live labelling looks for the beginning of its speech
     * @param heard what is kept of the meeting
     * @param residualRatioAtMost what has a higher one is no speech (see {@link EmbeddingTransform#residualRatio})
     * @param registry when somebody counts as a speaker
     * @param passes when the revision goes over the meeting
     * @param directions what directions tell
     * @param labels how live labelling and revision decide a frame
     * @param revision how the revision finds speakers and decides
     */
    public record Settings(
            Timing timing,
            boolean cannotLinks,
            double heldSeconds,
            double contextSeconds,
            MeetingEvidence.Settings heard,
            double residualRatioAtMost,
            SpeakerRegistry.Settings registry,
            RevisionSchedule.Settings passes,
            DirectionLikelihood.Settings directions,
            FrameAssignment.Settings labels,
            MeetingRevision.Settings revision) {
        /** For the vectors of the network that the figures belong to. */
        public static Settings of(TrackerParameters figures) {
            return new Settings(
                    new Timing(SoundFormat.NETWORK_RATE, SoundFormat.NETWORK_RATE / 2),
                    true,
                    0.1,
                    2.0,
                    MeetingEvidence.Settings.defaults(),
                    figures.residualRatioAtMost(),
                    SpeakerRegistry.Settings.of(figures),
                    RevisionSchedule.Settings.defaults(),
                    DirectionLikelihood.Settings.defaults(),
                    FrameAssignment.Settings.defaults(),
                    MeetingRevision.Settings.of(figures));
        }

        /** The same with another timing and other hints. */
        public Settings with(Timing newTiming, SpeakerLimits speakers) {
            return new Settings(
                    newTiming,
                    cannotLinks,
                    heldSeconds,
                    contextSeconds,
                    heard,
                    residualRatioAtMost,
                    registry,
                    passes,
                    directions,
                    labels,
                    revision.with(speakers));
        }
    }

    /**
     * What was decided of some frames.
     *
     * @param labels speakers index {@code ids}
     * @param ids the speakers
     * @param established whether each is established
     */
    public record Decision(FrameLabels labels, List<SpeakerId> ids, List<Boolean> established) {}

    private final Settings settings;
    private final SpeakerModel model;
    private final MeetingEvidence heard;
    private final FramePosteriors board;
    private final SpeakerRegistry registry;
    private final RevisionSchedule passes;
    private final DirectionLikelihood directionEvidence;
    private final MeetingRevision revision;
    private final FrameAssignment labeller;
    private Timing timing;
    private long decidedFrame;

    /** A meeting that begins with the window at {@code beginSample}. */
    public OnlineDiarizer(
            FrameGrid grid, EmbeddingTransform space, Settings settings, RevisionWorker runner, long beginSample) {
        this.settings = settings;
        this.timing = settings.timing();
        this.model = space.speakers();
        this.heard = new MeetingEvidence(grid, space, settings.heard(), beginSample);
        this.board = heard.board();
        this.registry = new SpeakerRegistry(
                settings.registry(),
                settings.residualRatioAtMost(),
                settings.revision().clustering().speakers().atMost(),
                board.framesIn(settings.registry().establishedSeconds()));
        this.passes = new RevisionSchedule(settings.passes(), runner, beginSample);
        double framesPerSecond = (double) grid.sampleRate() / grid.stepSamples();
        this.directionEvidence = new DirectionLikelihood(settings.directions(), framesPerSecond);
        this.labeller = FrameAssignment.live(settings.residualRatioAtMost(), settings.labels());
        this.revision = new MeetingRevision(
                space,
                settings.revision(),
                directionEvidence,
                FrameAssignment.ofRevision(settings.residualRatioAtMost(), settings.labels()),
                settings.cannotLinks());
        this.decidedFrame = Math.max(0, board.frameAt(beginSample));
    }

    /** From now on frames fall due by {@code wanted}. What is decided stays so. */
    public void timing(Timing wanted) {
        timing = wanted;
    }

    /** From now on there is one pass where there would have been {@code n}. */
    public void passOneIn(int n) {
        passes.oneIn(n);
    }

    /** Takes the next window and decides the frames that fall due before the one after it. */
    public Decision hear(WindowEvidence evidence) {
        LocalSpeakers window = heard.hear(evidence);
        registry.welcome(window.locals().values());
        SessionSpeakers speakers = registry.speakers(model);
        heard.keep(window, name(window, speakers), evidence.pieces());
        long due = evidence.endSample() - timing.latencySamples() + timing.hopSamples();
        return decide(board.frameAt(due - 1) + 1, speakers);
    }

    /** Decides all frames heard so far: nothing follows for now. */
    public Decision settle() {
        return decide(board.endFrame(), registry.speakers(model));
    }

    /** A stretch without sound: the frames before it are settled, those in it have nobody. */
    public void skipTo(long sample) {
        decidedFrame = Math.max(decidedFrame, board.frameAt(sample));
    }

    /** Begins a pass if it is time. */
    public void considerPass(long nowSample) {
        if (passes.due(nowSample) && heard.pool().size() > 0) {
            MeetingRevision.Meeting meeting = heard.snapshot(decidedFrame, registry.lastNumber());
            passes.begin(() -> revision.pass(meeting), nowSample);
            heard.forget();
        }
    }

    /** The result of the pass under way, if it is due and done: who really spoke in the frames of the horizon. */
    public Optional<Decision> revision(long nowSample) {
        return passes.take(nowSample).map(found -> apply(found, false));
    }

    /** One last pass over everything, at once; one under way is dropped. */
    public Optional<Decision> lastRevision() {
        passes.drop();
        return passes.dueAtTheEnd() && heard.pool().size() > 0
                ? Optional.of(apply(revision.lastPass(heard.snapshot(decidedFrame, registry.lastNumber())), true))
                : Optional.empty();
    }

    /** From where {@code speaker} speaks in frames {@code from} to {@code to}, in degrees counter-clockwise from +x. */
    public Optional<Bearing> bearing(SpeakerId speaker, long from, long to) {
        return heard.directions().bearing(from, to, registry.directionsOf(speaker));
    }

    /** First sample that {@code frame} stands for. */
    public long sampleOf(long frame) {
        return board.sampleOf(frame);
    }

    private Decision apply(RevisedMeeting found, boolean last) {
        List<KnownSpeaker> fresh = registry.adopt(found, last);
        IdentityHashMap<WeightedEmbedding, SpeakerId> owners = new IdentityHashMap<>();
        found.owners()
                .forEach(
                        (entry, speaker) -> owners.put(entry, fresh.get(speaker).id()));
        heard.pool().assign(owners);
        return decision(found.labels(), fresh);
    }

    private Decision decision(FrameLabels labels, List<KnownSpeaker> by) {
        Decision decision = new Decision(
                labels,
                by.stream().map(KnownSpeaker::id).toList(),
                by.stream()
                        .map(speaker -> speaker.standing() == KnownSpeaker.Standing.ESTABLISHED)
                        .toList());
        heard.history().put(labels, decision.ids());
        return decision;
    }

    private @Nullable SpeakerId[] name(LocalSpeakers window, SessionSpeakers speakers) {
        int[] speaker = window.named(window.logRatios(speakers), settings.cannotLinks());
        @Nullable SpeakerId[] named = new SpeakerId[speaker.length];
        for (int local = 0; local < speaker.length; local++) {
            named[local] = speaker[local] == LocalSpeakers.UNNAMED ? null : registry.id(speaker[local]);
        }
        return named;
    }

    private Decision decide(long untilFrame, SessionSpeakers speakers) {
        // a meeting's first frame goes to the nearest of the grid, which may lie behind that of its first sample
        decidedFrame = Math.max(decidedFrame, board.firstFrame());
        int count = (int) Math.max(0, untilFrame - decidedFrame);
        // frames around those that fall due tell where their speech began and what goes on
        long from = Math.max(board.firstFrame(), decidedFrame - board.framesIn(settings.contextSeconds()));
        int frames = (int) Math.max(board.endFrame(), decidedFrame + count) - (int) from;
        double[][] votes = new double[frames][registry.count()];
        for (MeetingEvidence.NamedWindow named : heard.windows()) {
            if (named.window().endFrame() > from) {
                named.window().vote(registry.indices(named.speakers()), from, votes);
            }
        }
        FramePosteriors.Means means = board.copy(from, from + frames);
        means.hold((int) (board.endFrame() - board.framesIn(settings.heldSeconds()) - from), votes);
        double[][] prior = labeller.prior(votes);
        SegmentScores scores = SegmentScores.of(heard.piecesBehind(from), speakers, board, from, frames)
                .carriedOn();
        FrameDirections directions = heard.directions().copy(from, from + frames);
        directionEvidence.weigh(directions, registry.priors(), registry.priorOfEach(), prior);
        FrameLabels labels =
                labeller.label(means, prior, scores, registry.established()).of(decidedFrame, count);
        decidedFrame += count;
        return decision(labels, registry.list());
    }
}
