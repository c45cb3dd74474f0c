package dev.rostrum.daemon.tracking;

import dev.rostrum.daemon.evidence.WindowEvidence;
import dev.rostrum.daemon.frontend.Bearing;
import dev.rostrum.daemon.speakers.SessionSpeakers;
import dev.rostrum.daemon.speakers.SpeakerModel;
import dev.rostrum.model.segmentation.FrameGrid;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who speaks in one meeting. The fast lane decides each frame as late as the latency allows, by the voices known so
 * far; the slow lane goes over the whole meeting again at intervals and gives the fast lane its voices. Keeps state:
 * what was heard, the voices known. Deterministic but for the moment at which a pass on another thread is done (see
 * {@link PassRunner}). Analysis thread.
 */
public final class TwoLanes {
    /**
     * How both lanes listen.
     *
     * @param timing latency and hop
     * @param cannotLinks whether local speakers of one window are always two people (without: for evaluation)
     * @param continuity nats that full agreement with the labels so far is worth, where a local speaker has no vector
     * @param heldSeconds frames this near to the end of what was heard, and the few that the network's last frame
     *     leaves uncovered, are taken to go on as before
     * @param contextSeconds how far before a frame the fast lane looks for the beginning of its speech
     * @param heard what is kept of the meeting
     * @param voices when a voice is a talker
     * @param passes when the slow lane goes over the meeting
     * @param directions what directions tell
     * @param edges when they move the edges of turns
     * @param fast how the fast lane decides a frame
     * @param slow how the slow lane finds voices and decides
     */
    public record Settings(
            Timing timing,
            boolean cannotLinks,
            double continuity,
            double heldSeconds,
            double contextSeconds,
            HeardMeeting.Settings heard,
            KnownVoices.Settings voices,
            Passes.Settings passes,
            DirectionEvidence.Settings directions,
            TurnEdges.Settings edges,
            FrameLabeller.Settings fast,
            SlowLane.Settings slow) {
        /** For the vectors of the network that the figures belong to. */
        public static Settings of(VoiceFigures figures) {
            return new Settings(
                    new Timing(16_000, 8_000),
                    true,
                    10,
                    0.1,
                    2.0,
                    HeardMeeting.Settings.defaults(),
                    KnownVoices.Settings.of(figures.newVoice()),
                    Passes.Settings.defaults(),
                    DirectionEvidence.Settings.defaults(),
                    TurnEdges.Settings.defaults(),
                    FrameLabeller.Settings.fast(figures.fast()),
                    SlowLane.Settings.of(figures));
        }

        /** The same with another timing and other hints. */
        public Settings with(Timing newTiming, Talkers talkers) {
            return new Settings(
                    newTiming,
                    cannotLinks,
                    continuity,
                    heldSeconds,
                    contextSeconds,
                    heard,
                    voices,
                    passes,
                    directions,
                    edges,
                    fast,
                    slow.with(talkers));
        }
    }

    /**
     * What was decided of some frames.
     *
     * @param labels voices index {@code ids}
     * @param ids the talkers
     * @param established whether each is established
     */
    public record Decision(FrameLabels labels, List<SpeakerId> ids, List<Boolean> established) {}

    private final Settings settings;
    private final SpeakerModel model;
    private final HeardMeeting heard;
    private final FrameBoard board;
    private final KnownVoices voices;
    private final Passes passes;
    private final DirectionEvidence directionEvidence;
    private final TurnEdges edges;
    private final SlowLane slowLane;
    private final FrameLabeller fastLabeller;
    private Timing timing;
    private long decidedFrame;

    /** A meeting that begins with the window at {@code beginSample}. */
    public TwoLanes(FrameGrid grid, VoiceSpace space, Settings settings, PassRunner runner, long beginSample) {
        this.settings = settings;
        this.timing = settings.timing();
        this.model = space.speakers();
        this.heard = new HeardMeeting(grid, space, settings.heard(), beginSample);
        this.board = heard.board();
        this.voices = new KnownVoices(
                settings.voices(),
                settings.slow().clustering().talkers().atMost(),
                board.framesIn(settings.voices().establishedSeconds()));
        this.passes = new Passes(settings.passes(), runner, beginSample);
        double framesPerSecond = (double) grid.sampleRate() / grid.stepSamples();
        this.directionEvidence = new DirectionEvidence(settings.directions(), framesPerSecond);
        this.edges = new TurnEdges(settings.edges(), framesPerSecond);
        this.slowLane = new SlowLane(space, settings.slow(), directionEvidence, edges, settings.cannotLinks());
        this.fastLabeller = new FrameLabeller(settings.fast());
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
        HeardWindow window = heard.hear(evidence);
        voices.welcome(window.locals().values(), entry -> board.frameAt(entry.centreSample()));
        SessionSpeakers speakers = voices.speakers(model);
        heard.keep(window, name(window, speakers), evidence.pieces());
        long due = evidence.endSample() - timing.latencySamples() + timing.hopSamples();
        return decide(board.frameAt(due - 1) + 1, speakers);
    }

    /** Decides all frames heard so far: nothing follows for now. */
    public Decision settle() {
        return decide(board.endFrame(), voices.speakers(model));
    }

    /** A stretch without sound: the frames before it are settled, those in it have nobody. */
    public void skipTo(long sample) {
        decidedFrame = Math.max(decidedFrame, board.frameAt(sample));
    }

    /** Begins a pass if it is time. */
    public void considerPass(long nowSample) {
        if (passes.due(nowSample) && heard.pool().size() > 0) {
            SlowLane.Meeting meeting = heard.snapshot(decidedFrame, voices.lastNumber());
            passes.begin(() -> slowLane.pass(meeting), nowSample);
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
                ? Optional.of(apply(slowLane.lastPass(heard.snapshot(decidedFrame, voices.lastNumber())), true))
                : Optional.empty();
    }

    /** From where {@code talker} speaks in frames {@code from} to {@code to}, in degrees counter-clockwise from +x. */
    public Optional<Bearing> bearing(SpeakerId talker, long from, long to) {
        return heard.directions().bearing(from, to, voices.directionsOf(talker, from));
    }

    /** First sample that {@code frame} stands for. */
    public long sampleOf(long frame) {
        return board.sampleOf(frame);
    }

    private Decision apply(Relabelling found, boolean last) {
        List<Voice> fresh = voices.adopt(found, last);
        IdentityHashMap<VoiceEntry, SpeakerId> owners = new IdentityHashMap<>();
        found.owners()
                .forEach((entry, voice) -> owners.put(entry, fresh.get(voice).id()));
        heard.pool().assign(owners);
        return decision(found.labels(), fresh);
    }

    private Decision decision(FrameLabels labels, List<Voice> by) {
        Decision decision = new Decision(
                labels,
                by.stream().map(Voice::id).toList(),
                by.stream()
                        .map(voice -> voice.standing() == Voice.Standing.ESTABLISHED)
                        .toList());
        heard.history().put(labels, decision.ids());
        return decision;
    }

    private @Nullable SpeakerId[] name(HeardWindow window, SessionSpeakers speakers) {
        double[][] gain = window.logRatios(speakers);
        for (int local = 0; local < gain.length; local++) {
            for (int k = 0; k < voices.count() && !window.locals().containsKey(local); k++) {
                gain[local][k] += settings.continuity() * agreement(window, local, voices.id(k));
            }
        }
        int[] voice = window.named(gain, settings.cannotLinks());
        @Nullable SpeakerId[] talkers = new SpeakerId[voice.length];
        for (int local = 0; local < voice.length; local++) {
            talkers[local] = voice[local] == HeardWindow.UNNAMED ? null : voices.id(voice[local]);
        }
        return talkers;
    }

    /** Share of the local speaker's activity that falls into frames labelled with {@code id}. */
    private double agreement(HeardWindow window, int local, SpeakerId id) {
        double common = 0;
        double all = 1;
        int labelled = (int) Math.min(window.posteriors().frames(), decidedFrame - window.firstFrame());
        for (int i = 0; i < labelled; i++) {
            double active = window.posteriors().active(i, local);
            all += active;
            if (heard.history().speaks(window.firstFrame() + i, id)) {
                common += active;
            }
        }
        return common / all;
    }

    private Decision decide(long untilFrame, SessionSpeakers speakers) {
        // a meeting's first frame goes to the nearest of the grid, which may lie behind that of its first sample
        decidedFrame = Math.max(decidedFrame, board.firstFrame());
        int count = (int) Math.max(0, untilFrame - decidedFrame);
        // frames around those that fall due tell where their speech began and what goes on
        long from = Math.max(board.firstFrame(), decidedFrame - board.framesIn(settings.contextSeconds()));
        int frames = (int) Math.max(board.endFrame(), decidedFrame + count) - (int) from;
        double[][] votes = new double[frames][voices.count()];
        for (HeardMeeting.NamedWindow named : heard.windows()) {
            if (named.window().endFrame() > from) {
                named.window().vote(voices.indices(named.talkers()), board, from, votes);
            }
        }
        FrameBoard.Means means = board.copy(from, from + frames);
        means.hold((int) (board.endFrame() - board.framesIn(settings.heldSeconds()) - from), votes);
        PieceScores scores = PieceScores.of(heard.piecesBehind(from), speakers, board, from, frames)
                .carriedOn();
        FrameDirections directions = heard.directions().copy(from, from + frames);
        directionEvidence.weigh(directions, voices.habits(), voices.habitOfEach(), votes);
        FrameLabels byFrame = fastLabeller.label(means, votes, scores, voices.established());
        FrameLabels labels = edges.moved(byFrame, directions, voices.count()).of(decidedFrame, count);
        decidedFrame += count;
        return decision(labels, voices.list());
    }
}
