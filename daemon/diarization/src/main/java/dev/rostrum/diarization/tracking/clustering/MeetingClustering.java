package dev.rostrum.diarization.tracking.clustering;

import dev.rostrum.diarization.evidence.EvidenceExtractor;
import dev.rostrum.diarization.speakers.SpeakerClustering;
import dev.rostrum.diarization.speakers.SpeakerId;
import dev.rostrum.diarization.speakers.SpeakerModel;
import dev.rostrum.diarization.speakers.SpeakerStatistics;
import dev.rostrum.diarization.tracking.embedding.EmbeddingTransform;
import dev.rostrum.diarization.tracking.embedding.TrackerParameters;
import dev.rostrum.diarization.tracking.embedding.Vectors;
import dev.rostrum.diarization.tracking.embedding.WeightedEmbedding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The speakers of a meeting from all its entries: a first guess of {@link InitialClusters}, refined by
 * {@link VariationalClustering}, and speakers that are still alike joined. Plain: no state, deterministic.
 */
public final class MeetingClustering {
    /**
     * What is a speaker of its own.
     *
     * @param speakers how many there may be
     * @param runningPrice factor on the price of a speaker while the meeting goes on: one that comes to nothing is taken
     *     back soon, one that is overlooked is missed all the time
     * @param publishedBetter share of the bound by which the published speakers, refined, must explain the entries better
     *     than speakers from a fresh guess to be gone on from
     * @param dependenceTurns how many turns of the session the cohort's dependence of pieces is worth (see
     *     {@link SessionDependence})
     * @param variational the mixture
     */
    public record Settings(
            SpeakerLimits speakers,
            double runningPrice,
            double publishedBetter,
            double dependenceTurns,
            TrackerParameters.Clustering variational) {
        public static Settings defaults() {
            return of(TrackerParameters.packaged());
        }

        public static Settings of(TrackerParameters figures) {
            return new Settings(new SpeakerLimits(1, 20), 0.5, 0.003, 30, figures.clustering());
        }

        /** The same with other hints. */
        public Settings with(SpeakerLimits hints) {
            return new Settings(hints, runningPrice, publishedBetter, dependenceTurns, variational);
        }
    }

    /**
     * What came of it.
     *
     * @param means unit mean of each speaker's entries, {@code [speakers][size]}
     * @param speakers what is known of each
     * @param shares how much of each entry is whose, {@code [entries][speakers]}, rows add to 1
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Outcome(double[][] means, List<SpeakerStatistics> speakers, double[][] shares) {
        public int count() {
            return means.length;
        }

        /** The speaker that entry {@code entry} belongs to most. */
        public int owner(int entry) {
            return Vectors.largest(shares[entry]);
        }
    }

    /** How much of a piece's sound no other piece holds. */
    private static final double PIECE_SHARE =
            EvidenceExtractor.Settings.defaults().pieceShare();

    private static final double TINY = 1e-9;

    private final EmbeddingTransform space;
    private final Settings settings;

    /** Clusters in the space of one embedding network. */
    public MeetingClustering(EmbeddingTransform space, Settings settings) {
        this.space = space;
        this.settings = settings;
    }

    /**
     * The speakers of {@code entries}, at least one, of a meeting that is over. Here alone speakers are parted until there are
     * as many as somebody said: before the end the others may not have spoken yet.
     */
    public Outcome cluster(List<WeightedEmbedding> entries) {
        InitialClusters initial = new InitialClusters(space.speakers(), entries);
        double[][] found = afresh(entries, initial);
        int atLeast = settings.speakers().atLeast();
        return outcome(entries, found[0].length < atLeast ? initial.parted(atLeast) : found);
    }

    /**
     * The speakers of {@code entries}, at least one, of a meeting that goes on: those published so far, unless a fresh
     * guess does as well, so that speakers do not come and go with every pass.
     *
     * @param speakers whom each entry was given to before
     */
    public Outcome follow(List<WeightedEmbedding> entries, List<@Nullable SpeakerId> speakers) {
        InitialClusters initial = new InitialClusters(space.speakers(), entries);
        if (speakers.stream().allMatch(Objects::isNull)) {
            return outcome(entries, afresh(entries, initial));
        }
        VariationalClustering mixture =
                new VariationalClustering(entries, space, settings.variational().cheaper(settings.runningPrice()));
        double[][] fresh = joined(entries, mixture, fresh(initial));
        double[][] published = joined(entries, mixture, initial.published(speakers));
        double bound = mixture.bound(published);
        boolean better = bound - mixture.bound(fresh) > settings.publishedBetter() * Math.abs(bound);
        return outcome(entries, better ? published : fresh);
    }

    private double[][] afresh(List<WeightedEmbedding> entries, InitialClusters initial) {
        VariationalClustering mixture = new VariationalClustering(entries, space, settings.variational());
        return joined(entries, mixture, fresh(initial));
    }

    private double[][] fresh(InitialClusters initial) {
        return initial.fresh(settings.speakers().atMost());
    }

    private Outcome outcome(List<WeightedEmbedding> entries, double[][] shares) {
        return new Outcome(means(entries, shares), speakers(entries, shares), shares);
    }

    /** Refines {@code start}, and joins speakers as long as some are rather one speaker than two, or are too many. */
    private double[][] joined(List<WeightedEmbedding> entries, VariationalClustering mixture, double[][] start) {
        double[][] shares = mixture.refine(start);
        while (shares[0].length > settings.speakers().atLeast()) {
            List<SpeakerStatistics> speakers = speakers(entries, shares);
            int[] speaker = new SpeakerClustering(session(entries, shares), speakers)
                    .joined(settings.speakers().atLeast(), settings.speakers().atMost());
            int count = 1 + Arrays.stream(speaker).max().orElse(0);
            if (count == speakers.size()) {
                break;
            }
            shares = mixture.refine(joined(shares, speaker, count));
        }
        return shares;
    }

    /** The model of speakers with the dependence of pieces that these speakers show. */
    private SpeakerModel session(List<WeightedEmbedding> entries, double[][] shares) {
        SpeakerModel model = space.speakers();
        int[] speaker = Arrays.stream(shares).mapToInt(Vectors::largest).toArray();
        return model.withDependence(SessionDependence.of(
                entries, speaker, shares[0].length, model.dependence(), settings.dependenceTurns()));
    }

    /**
     * What is known of each speaker as a speaker: its pieces in which nobody else is heard, or all its entries where it has
     * none of these.
     */
    private List<SpeakerStatistics> speakers(List<WeightedEmbedding> entries, double[][] shares) {
        List<SpeakerStatistics> speakers = new ArrayList<>();
        for (int k = 0; k < shares[0].length; k++) {
            SpeakerStatistics alone = speaker(entries, shares, k, true);
            speakers.add(alone.weight() < PIECE_SHARE ? speaker(entries, shares, k, false) : alone);
        }
        return speakers;
    }

    /** What speaker {@code k}'s entries tell, or just those in which nobody else is heard. */
    private SpeakerStatistics speaker(List<WeightedEmbedding> entries, double[][] shares, int k, boolean alone) {
        double[] mean = new double[space.speakers().dimensions()];
        double weight = TINY;
        for (int t = 0; t < shares.length; t++) {
            double own = shares[t][k] * entries.get(t).weight() * PIECE_SHARE;
            if (own > TINY && (entries.get(t).alone() || !alone)) {
                Vectors.add(mean, own, entries.get(t).speaker());
                weight += own;
            }
        }
        for (int d = 0; d < mean.length; d++) {
            mean[d] /= weight;
        }
        return new SpeakerStatistics(weight, 1 - PIECE_SHARE, mean);
    }

    private static double[][] joined(double[][] shares, int[] speaker, int count) {
        double[][] out = new double[shares.length][count];
        for (int t = 0; t < out.length; t++) {
            for (int k = 0; k < speaker.length; k++) {
                out[t][speaker[k]] += shares[t][k];
            }
        }
        return out;
    }

    private double[][] means(List<WeightedEmbedding> entries, double[][] shares) {
        double[][] means = new double[shares[0].length][space.size()];
        for (int t = 0; t < shares.length; t++) {
            for (int k = 0; k < means.length; k++) {
                Vectors.add(
                        means[k],
                        shares[t][k] * entries.get(t).weight(),
                        entries.get(t).unit());
            }
        }
        for (double[] mean : means) {
            Vectors.normalise(mean);
        }
        return means;
    }
}
