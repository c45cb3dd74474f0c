package dev.rostrum.daemon.tracking;

import dev.rostrum.daemon.evidence.VoiceEvidence;
import dev.rostrum.daemon.evidence.WindowEvidence;
import dev.rostrum.model.segmentation.FrameGrid;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Who speaks in one meeting. The fast lane decides each frame as late as the latency allows, by the voices known so
 * far; the slow lane goes over the whole meeting again at intervals and gives the fast lane its voices. Keeps state:
 * windows, pieces and labels of the horizon, a bounded pool of entries, the voices. Deterministic but for the moment
 * at which a pass on another thread is done (see {@link PassRunner}). Analysis thread.
 */
public final class TwoLanes {
    /**
     * How both lanes listen.
     *
     * @param latencySamples how long after an instant its label must stand
     * @param hopSamples distance between windows
     * @param newcomerCleanSeconds a voice unlike all others is new with at least this much clean speech
     * @param newcomerCosine and at most this cosine to every known voice
     * @param establishedSeconds the slow lane confirms a voice that it finds to speak this long
     * @param newcomerStrange and no stranger than this (see {@link VoiceSpace#strangeness})
     * @param firstCleanSeconds the first voice of a meeting needs this much clean speech
     * @param continuity what agreement with the labels so far adds to a local speaker's cosine
     * @param continuityUnheard the same where a local speaker has no vector
     * @param heldSeconds frames this near to the end of what was heard, and the few that the network's last frame
     *     leaves uncovered, are taken to go on as before
     * @param contextSeconds how far before a frame the fast lane looks for the beginning of its speech
     * @param passEverySamples distance between passes of the slow lane, at first
     * @param passGrowth later, the share of the meeting so far
     * @param passDelaySamples how long after its position a pass takes effect
     * @param horizonSamples frames older than this are never decided again
     * @param board how windows are averaged
     * @param pool which vectors are clustered
     * @param clustering how
     * @param fast how the fast lane decides a frame
     * @param slow how the slow lane does
     */
    public record Settings(
            int latencySamples,
            int hopSamples,
            double newcomerCleanSeconds,
            double newcomerCosine,
            double establishedSeconds,
            double newcomerStrange,
            double firstCleanSeconds,
            double continuity,
            double continuityUnheard,
            double heldSeconds,
            double contextSeconds,
            int passEverySamples,
            double passGrowth,
            int passDelaySamples,
            long horizonSamples,
            FrameBoard.Settings board,
            VoicePool.Settings pool,
            VoiceClustering.Settings clustering,
            FrameLabeller.Settings fast,
            FrameLabeller.Settings slow) {
        public static Settings defaults() {
            return new Settings(
                    16_000,
                    8_000,
                    1.5,
                    0.25,
                    4.0,
                    1.95,
                    0.8,
                    0.0,
                    0.3,
                    0.1,
                    2.0,
                    80_000,
                    0.02,
                    8_000,
                    20 * 60 * 16_000L,
                    FrameBoard.Settings.defaults(),
                    VoicePool.Settings.defaults(),
                    VoiceClustering.Settings.defaults(),
                    FrameLabeller.Settings.fast(),
                    FrameLabeller.Settings.slow());
        }

        /**
         * The same at another latency and hop.
         *
         * @throws IllegalArgumentException if the hop is above the latency: frames would fall due between windows
         */
        public Settings withTiming(int newLatencySamples, int newHopSamples) {
            if (newLatencySamples < newHopSamples) {
                throw new IllegalArgumentException(
                        "latencySamples=" + newLatencySamples + " hopSamples=" + newHopSamples);
            }
            return new Settings(
                    newLatencySamples,
                    newHopSamples,
                    newcomerCleanSeconds,
                    newcomerCosine,
                    establishedSeconds,
                    newcomerStrange,
                    firstCleanSeconds,
                    continuity,
                    continuityUnheard,
                    heldSeconds,
                    contextSeconds,
                    passEverySamples,
                    passGrowth,
                    passDelaySamples,
                    horizonSamples,
                    board,
                    pool,
                    clustering,
                    fast,
                    slow);
        }

        /** The same with hints about the number of talkers; see {@link VoiceClustering.Settings#withTalkers}. */
        public Settings withTalkers(int atLeast, int atMost) {
            return new Settings(
                    latencySamples,
                    hopSamples,
                    newcomerCleanSeconds,
                    newcomerCosine,
                    establishedSeconds,
                    newcomerStrange,
                    firstCleanSeconds,
                    continuity,
                    continuityUnheard,
                    heldSeconds,
                    contextSeconds,
                    passEverySamples,
                    passGrowth,
                    passDelaySamples,
                    horizonSamples,
                    board,
                    pool,
                    clustering.withTalkers(atLeast, atMost),
                    fast,
                    slow);
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

    @SuppressWarnings("ArrayRecordComponent")
    private record NamedWindow(HeardWindow window, @Nullable SpeakerId[] talkers) {}

    private record PassUnderWay(PassRunner.Pass<Relabelling> pass, long dueSample, int idsBefore) {}

    private final Settings settings;
    private final VoiceSpace space;
    private final PassRunner runner;
    private final SlowLane slowLane;
    private final FrameLabeller fastLabeller;
    private final FrameBoard board;
    private final DirectionBoard directions;
    private final DirectionEvidence directionEvidence;
    private final VoicePool pool;
    private final Deque<NamedWindow> windows = new ArrayDeque<>();
    private final Deque<VoiceEntry> pieces = new ArrayDeque<>();
    private final LabelHistory history;
    private List<Voice> voices = new ArrayList<>();
    private DirectionHabits habits = DirectionHabits.none(0);
    private Map<SpeakerId, Integer> habitOf = Map.of();
    private int ids;
    private long decidedFrame;
    private long nextPassSample;
    private final long beginSample;
    private @Nullable PassUnderWay underWay;

    /** A meeting that begins with the window at {@code beginSample}. */
    public TwoLanes(FrameGrid grid, VoiceSpace space, Settings settings, PassRunner runner, long beginSample) {
        this.settings = settings;
        this.space = space;
        this.runner = runner;
        this.beginSample = beginSample;
        this.board = new FrameBoard(grid, settings.board());
        this.directions = new DirectionBoard(board);
        this.directionEvidence = new DirectionEvidence(
                DirectionEvidence.Settings.defaults(), (double) grid.sampleRate() / grid.stepSamples());
        this.pool = new VoicePool(settings.pool());
        this.slowLane = new SlowLane(
                new VoiceClustering(space, settings.clustering()),
                new FrameLabeller(settings.slow()),
                directionEvidence);
        this.fastLabeller = new FrameLabeller(settings.fast());
        this.decidedFrame = Math.max(0, board.frameAt(beginSample));
        this.history = new LabelHistory(decidedFrame);
        this.nextPassSample = beginSample + settings.passEverySamples();
    }

    /** Takes the next window and decides the frames that fall due before the one after it. */
    public Decision hear(WindowEvidence evidence) {
        board.add(evidence.posteriors());
        directions.add(evidence.directions());
        HeardWindow window = HeardWindow.of(evidence, settings.pool(), space, directions);
        welcomeNewcomers(window);
        NamedWindow named = name(window);
        windows.addLast(named);
        for (VoiceEvidence piece : evidence.pieces()) {
            VoiceEntry entry = VoiceEntry.of(
                            piece, VoiceEntry.Kind.PIECE, settings.pool().pieceWeight(), space)
                    .from(directions.shares(
                            board.frameAt(piece.fromSample()),
                            board.frameAt(piece.toSample()),
                            frame -> board.speech(frame) >= 0.5));
            pieces.addLast(entry);
            pool.addPiece(entry, null, board);
        }
        window.locals().forEach((local, entry) -> pool.addLocal(entry, named.talkers[local]));
        long due = evidence.endSample() - settings.latencySamples() + settings.hopSamples();
        return decide(board.frameAt(due - 1) + 1);
    }

    /** Decides all frames heard so far: nothing follows for now. */
    public Decision settle() {
        return decide(board.endFrame());
    }

    /** A stretch without sound: the frames before it are settled, those in it have nobody. */
    public void skipTo(long sample) {
        decidedFrame = Math.max(decidedFrame, board.frameAt(sample));
    }

    /** Begins a pass if it is time. */
    public void considerPass(long nowSample) {
        if (nowSample >= nextPassSample && underWay == null && runner.idle() && pool.size() > 0) {
            SlowLane.Meeting meeting = meeting();
            underWay = new PassUnderWay(
                    runner.begin(() -> slowLane.pass(meeting)), nowSample + settings.passDelaySamples(), ids);
            long step =
                    Math.max(settings.passEverySamples(), (long) (settings.passGrowth() * (nowSample - beginSample)));
            nextPassSample = nowSample + step;
            forget();
        }
    }

    /** The result of the pass under way, if it is due and done: who really spoke in the frames of the horizon. */
    public Optional<Decision> revision(long nowSample) {
        if (underWay == null || nowSample < underWay.dueSample) {
            return Optional.empty();
        }
        Optional<Relabelling> result = runner.take(underWay.pass);
        int before = underWay.idsBefore;
        if (result.isPresent()) {
            underWay = null;
        }
        return result.map(found -> apply(found, before));
    }

    /** One last pass over everything, at once; one under way is dropped. */
    public Optional<Decision> lastRevision() {
        underWay = null;
        return pool.size() == 0 ? Optional.empty() : Optional.of(apply(slowLane.pass(meeting()), ids));
    }

    /** From where {@code talker} speaks in frames {@code from} to {@code to}, in degrees counter-clockwise from +x. */
    public OptionalDouble azimuth(SpeakerId talker, long from, long to) {
        Integer habit = habitOf.get(talker);
        return directions.azimuth(from, to, habit == null ? DirectionHabits.FLAT : habits.density(from)[habit]);
    }

    /** First sample that {@code frame} stands for. */
    public long sampleOf(long frame) {
        return board.sampleOf(frame);
    }

    private SlowLane.Meeting meeting() {
        List<@Nullable SpeakerId> talkers = pool.talkers();
        List<VoiceEntry> entries = pool.entries();
        for (int i = 0; i < talkers.size(); i++) {
            if (talkers.get(i) == null) {
                talkers.set(i, history.at(board.frameAt(entries.get(i).centreSample())));
            }
        }
        List<HeardWindow> heard = windows.stream()
                .map(NamedWindow::window)
                .filter(window -> !window.locals().isEmpty())
                .toList();
        long end = Math.max(board.firstFrame(), Math.min(decidedFrame, board.endFrame()));
        return new SlowLane.Meeting(
                entries,
                talkers,
                heard,
                List.copyOf(pieces),
                board,
                board.copy(board.firstFrame(), end),
                directions.copy(board.firstFrame(), end));
    }

    private Decision apply(Relabelling found, int idsBefore) {
        List<Voice> fresh = new ArrayList<>();
        Map<SpeakerId, Integer> sits = new HashMap<>();
        for (Relabelling.FoundVoice voice : found.voices()) {
            SpeakerId id = voice.known().orElseGet(() -> new SpeakerId(++ids));
            boolean established = voice.frames() >= board.framesIn(settings.establishedSeconds()) || isEstablished(id);
            fresh.add(new Voice(id, voice.mean(), established ? Voice.Standing.ESTABLISHED : Voice.Standing.NEWCOMER));
            sits.put(id, voice.habit());
        }
        IdentityHashMap<VoiceEntry, SpeakerId> owners = new IdentityHashMap<>();
        found.owners()
                .forEach((entry, voice) -> owners.put(entry, fresh.get(voice).id()));
        pool.assign(owners);
        Decision decision = decision(found.labels(), fresh);
        history.put(found.labels(), decision.ids());
        // newcomers that arrived after the pass had begun are still unheard by it
        voices.stream()
                .filter(voice -> voice.id().number() > idsBefore
                        && fresh.stream().noneMatch(known -> known.id().equals(voice.id())))
                .forEach(fresh::add);
        fresh.sort(Comparator.comparing(Voice::standing).reversed());
        voices = fresh;
        habits = found.habits();
        habitOf = sits;
        return decision;
    }

    private boolean isEstablished(SpeakerId id) {
        return voices.stream()
                .anyMatch(voice -> voice.id().equals(id) && voice.standing() == Voice.Standing.ESTABLISHED);
    }

    private static Decision decision(FrameLabels labels, List<Voice> voices) {
        return new Decision(
                labels,
                voices.stream().map(Voice::id).toList(),
                voices.stream()
                        .map(voice -> voice.standing() == Voice.Standing.ESTABLISHED)
                        .toList());
    }

    private void welcomeNewcomers(HeardWindow window) {
        double[][] means = means();
        window.locals().forEach((local, entry) -> {
            double nearest = -1;
            for (double[] mean : means) {
                nearest = Math.max(nearest, Vectors.dot(mean, entry.unit()));
            }
            boolean unlike =
                    entry.cleanSeconds() >= settings.newcomerCleanSeconds() && nearest < settings.newcomerCosine();
            boolean firstOfAll = voices.isEmpty() && entry.cleanSeconds() >= settings.firstCleanSeconds();
            boolean full = voices.size() >= settings.clustering().talkersAtMost();
            if ((unlike || firstOfAll) && !full && entry.strangeness() <= settings.newcomerStrange()) {
                voices.add(new Voice(new SpeakerId(++ids), entry.unit().clone(), Voice.Standing.NEWCOMER));
            }
        });
    }

    private NamedWindow name(HeardWindow window) {
        double[][] gain = window.cosines(means());
        for (int local = 0; local < gain.length; local++) {
            double factor = window.locals().containsKey(local) ? settings.continuity() : settings.continuityUnheard();
            for (int k = 0; k < voices.size(); k++) {
                gain[local][k] +=
                        factor * agreement(window, local, voices.get(k).id());
            }
        }
        int[] voice = window.named(gain);
        @Nullable SpeakerId[] talkers = new SpeakerId[voice.length];
        for (int local = 0; local < voice.length; local++) {
            talkers[local] = voice[local] == HeardWindow.UNNAMED
                    ? null
                    : voices.get(voice[local]).id();
        }
        return new NamedWindow(window, talkers);
    }

    /** Share of the local speaker's activity that falls into frames labelled with {@code id}. */
    private double agreement(HeardWindow window, int local, SpeakerId id) {
        double common = 0;
        double all = 1;
        int labelled = (int) Math.min(window.posteriors().frames(), decidedFrame - window.firstFrame());
        for (int i = 0; i < labelled; i++) {
            double active = window.posteriors().active(i, local);
            all += active;
            if (history.speaks(window.firstFrame() + i, id)) {
                common += active;
            }
        }
        return common / all;
    }

    private Decision decide(long untilFrame) {
        // a meeting's first frame goes to the nearest of the grid, which may lie behind that of its first sample
        decidedFrame = Math.max(decidedFrame, board.firstFrame());
        int count = (int) Math.max(0, untilFrame - decidedFrame);
        // frames around those that fall due tell where their speech began and what goes on
        long from = Math.max(board.firstFrame(), decidedFrame - board.framesIn(settings.contextSeconds()));
        int frames = (int) Math.max(board.endFrame(), decidedFrame + count) - (int) from;
        double[][] votes = new double[frames][voices.size()];
        for (NamedWindow named : windows) {
            if (named.window.endFrame() > from) {
                named.window.vote(indices(named.talkers), board, from, votes);
            }
        }
        FrameBoard.Means means = board.copy(from, from + frames);
        means.hold((int) (board.endFrame() - board.framesIn(settings.heldSeconds()) - from), votes);
        PieceScores scores =
                PieceScores.of(recentPieces(from), means(), board, from, frames).carriedOn();
        int[] voiceOf = voices.stream()
                .mapToInt(voice -> habitOf.getOrDefault(voice.id(), -1))
                .toArray();
        directionEvidence.weigh(directions.copy(from, from + frames), habits, voiceOf, votes);
        FrameLabels labels =
                fastLabeller.label(means, votes, scores, established()).of(decidedFrame, count);
        decidedFrame += count;
        Decision decision = decision(labels, voices);
        history.put(labels, decision.ids());
        return decision;
    }

    private List<VoiceEntry> recentPieces(long fromFrame) {
        long fromSample = board.sampleOf(fromFrame);
        List<VoiceEntry> recent = new ArrayList<>();
        for (var backwards = pieces.descendingIterator(); backwards.hasNext(); ) {
            VoiceEntry piece = backwards.next();
            if (piece.toSample() <= fromSample) {
                break;
            }
            recent.add(piece);
        }
        return recent.reversed();
    }

    private int[] indices(@Nullable SpeakerId[] talkers) {
        return Arrays.stream(talkers)
                .mapToInt(talker -> {
                    for (int k = 0; k < voices.size(); k++) {
                        if (voices.get(k).id().equals(talker)) {
                            return k;
                        }
                    }
                    return HeardWindow.UNNAMED;
                })
                .toArray();
    }

    /** How many voices are established; they come first. */
    private int established() {
        return (int) voices.stream()
                .filter(voice -> voice.standing() == Voice.Standing.ESTABLISHED)
                .count();
    }

    private double[][] means() {
        return voices.stream().map(Voice::mean).toArray(double[][]::new);
    }

    private void forget() {
        long horizonFrame = board.frameAt(board.sampleOf(board.endFrame()) - settings.horizonSamples());
        if (horizonFrame <= board.firstFrame()) {
            return;
        }
        board.forgetBefore(horizonFrame);
        directions.forgetBefore(horizonFrame);
        history.forgetBefore(horizonFrame);
        while (!windows.isEmpty() && windows.getFirst().window.firstFrame() < horizonFrame) {
            windows.removeFirst();
        }
        long horizonSample = board.sampleOf(horizonFrame);
        while (!pieces.isEmpty() && pieces.getFirst().fromSample() < horizonSample) {
            pieces.removeFirst();
        }
    }
}
