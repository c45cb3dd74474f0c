package dev.rostrum.diarization.tracking;

import dev.rostrum.diarization.speakers.SessionSpeakers;
import dev.rostrum.diarization.speakers.SpeakerId;
import dev.rostrum.diarization.speakers.SpeakerModel;
import dev.rostrum.diarization.tracking.clustering.MeetingClustering;
import dev.rostrum.diarization.tracking.clustering.SpeakerLimits;
import dev.rostrum.diarization.tracking.direction.DirectionLikelihood;
import dev.rostrum.diarization.tracking.direction.DirectionPriors;
import dev.rostrum.diarization.tracking.embedding.EmbeddingTransform;
import dev.rostrum.diarization.tracking.embedding.TrackerParameters;
import dev.rostrum.diarization.tracking.embedding.WeightedEmbedding;
import dev.rostrum.diarization.tracking.frame.FrameDirections;
import dev.rostrum.diarization.tracking.frame.FrameLabels;
import dev.rostrum.diarization.tracking.frame.FramePosteriors;
import dev.rostrum.diarization.tracking.labels.FrameAssignment;
import dev.rostrum.diarization.tracking.labels.SegmentScores;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One pass over the whole meeting: its entries clustered again, every frame of the horizon decided again from the
 * windows' votes and the pieces, and the speakers found matched to the published speakers. A pure function of its
 * {@link Meeting}; any thread.
 */
final class MeetingRevision {
    /**
     * Everything a pass looks at, taken at one position. Immutable.
     *
     * @param entries all entries
     * @param speakers whom each was given to before
     * @param idsBefore highest number given so far
     * @param windows windows of the horizon that have entries
     * @param pieces all pieces of the horizon, whoever speaks in them
     * @param board to convert positions
     * @param means of the frames of the horizon
     * @param directions of the same frames
     */
    record Meeting(
            List<WeightedEmbedding> entries,
            List<@Nullable SpeakerId> speakers,
            int idsBefore,
            List<LocalSpeakers> windows,
            List<WeightedEmbedding> pieces,
            FramePosteriors board,
            FramePosteriors.Means means,
            FrameDirections directions) {}

    /**
     * How it listens.
     *
     * @param clustering how it finds the speakers
     * @param byArrival whether new speakers are numbered by their first entry (without: for evaluation)
     */
    public record Settings(MeetingClustering.Settings clustering, boolean byArrival) {
        static Settings of(TrackerParameters figures) {
            return new Settings(MeetingClustering.Settings.of(figures), true);
        }

        /** The same with other hints. */
        Settings with(SpeakerLimits speakers) {
            return new Settings(clustering.with(speakers), byArrival);
        }
    }

    private final SpeakerModel model;
    private final Settings settings;
    private final MeetingClustering clustering;
    private final FrameAssignment labeller;
    private final DirectionLikelihood directions;
    private final boolean cannotLinks;

    MeetingRevision(
            EmbeddingTransform space,
            Settings settings,
            DirectionLikelihood directions,
            FrameAssignment labeller,
            boolean cannotLinks) {
        this.model = space.speakers();
        this.settings = settings;
        this.clustering = new MeetingClustering(space, settings.clustering());
        this.labeller = labeller;
        this.directions = directions;
        this.cannotLinks = cannotLinks;
    }

    /** A pass while the meeting goes on; there is at least one entry. */
    RevisedMeeting pass(Meeting meeting) {
        return relabelled(meeting, clustering.follow(meeting.entries(), meeting.speakers()));
    }

    /** The pass that ends the meeting; there is at least one entry. */
    RevisedMeeting lastPass(Meeting meeting) {
        return relabelled(meeting, clustering.cluster(meeting.entries()));
    }

    private RevisedMeeting relabelled(Meeting meeting, MeetingClustering.Outcome outcome) {
        Labelled labelled = label(meeting, new SessionSpeakers(model, outcome.speakers()));
        int[] order = settings.byArrival()
                ? byArrival(meeting, outcome)
                : IntStream.range(0, outcome.count()).toArray();
        IdentityHashMap<WeightedEmbedding, Integer> owners = new IdentityHashMap<>();
        int[] rank = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            rank[order[i]] = i;
        }
        for (int t = 0; t < meeting.entries().size(); t++) {
            WeightedEmbedding entry = meeting.entries().get(t);
            owners.put(entry, rank[outcome.owner(t)]);
        }
        List<Optional<SpeakerId>> known = known(meeting, outcome);
        List<RevisedMeeting.FoundSpeaker> speakersFound = new ArrayList<>();
        for (int speaker : order) {
            speakersFound.add(new RevisedMeeting.FoundSpeaker(
                    known.get(speaker),
                    outcome.means()[speaker],
                    outcome.speakers().get(speaker),
                    speaker,
                    labelled.labels().framesOf(speaker)));
        }
        return new RevisedMeeting(
                meeting.idsBefore(), labelled.labels().renumbered(rank), speakersFound, owners, labelled.priors());
    }

    private record Labelled(FrameLabels labels, DirectionPriors priors) {}

    /** Labels by speaker alone, learns from them where each speaker sits, and labels again with that. */
    private Labelled label(Meeting meeting, SessionSpeakers speakers) {
        long from = meeting.means().firstFrame();
        double[][] votes = new double[meeting.means().frames()][speakers.count()];
        for (LocalSpeakers window : meeting.windows()) {
            window.vote(window.named(window.logRatios(speakers), cannotLinks), from, votes);
        }
        double[][] prior = labeller.prior(votes);
        SegmentScores pieces = SegmentScores.of(meeting.pieces(), speakers, meeting.board(), from, prior.length);
        FrameLabels bySound = labeller.label(meeting.means(), prior, pieces, speakers.count());
        DirectionPriors priors = directions.learn(bySound, meeting.directions(), speakers.count());
        if (!meeting.directions().any()) {
            return new Labelled(bySound, priors);
        }
        int[] all = IntStream.range(0, speakers.count()).toArray();
        directions.weigh(meeting.directions(), priors, all, prior);
        return new Labelled(labeller.label(meeting.means(), prior, pieces, speakers.count()), priors);
    }

    /** Which published speaker each speaker goes on from: the one whose entries it holds most of, each at most once. */
    private List<Optional<SpeakerId>> known(Meeting meeting, MeetingClustering.Outcome outcome) {
        List<SpeakerId> ids = SpeakerId.distinct(meeting.speakers());
        List<Optional<SpeakerId>> known = new ArrayList<>();
        double[][] common = new double[outcome.count()][ids.size()];
        for (int t = 0; t < meeting.entries().size(); t++) {
            SpeakerId speaker = meeting.speakers().get(t);
            if (speaker != null) {
                int column = ids.indexOf(speaker);
                for (int k = 0; k < common.length; k++) {
                    common[k][column] +=
                            outcome.shares()[t][k] * meeting.entries().get(t).weight();
                }
            }
        }
        int[] matched = ids.isEmpty() || common.length == 0 ? new int[0] : LinearAssignment.maximise(common);
        for (int k = 0; k < common.length; k++) {
            boolean shared = k < matched.length && matched[k] >= 0 && common[k][matched[k]] > 0;
            known.add(shared ? Optional.of(ids.get(matched[k])) : Optional.empty());
        }
        return known;
    }

    private static int[] byArrival(Meeting meeting, MeetingClustering.Outcome outcome) {
        long[] first = new long[outcome.count()];
        Arrays.fill(first, Long.MAX_VALUE);
        for (int t = 0; t < meeting.entries().size(); t++) {
            long from = meeting.entries().get(t).fromSample();
            first[outcome.owner(t)] = Math.min(first[outcome.owner(t)], from);
        }
        return IntStream.range(0, first.length)
                .boxed()
                .sorted(Comparator.comparingLong((Integer speaker) -> first[speaker])
                        .thenComparingInt(speaker -> speaker))
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
