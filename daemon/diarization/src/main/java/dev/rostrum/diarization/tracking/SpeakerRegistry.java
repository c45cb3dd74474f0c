package dev.rostrum.diarization.tracking;

import dev.rostrum.diarization.speakers.SessionSpeakers;
import dev.rostrum.diarization.speakers.SpeakerId;
import dev.rostrum.diarization.speakers.SpeakerModel;
import dev.rostrum.diarization.tracking.direction.DirectionPriors;
import dev.rostrum.diarization.tracking.embedding.TrackerParameters;
import dev.rostrum.diarization.tracking.embedding.Vectors;
import dev.rostrum.diarization.tracking.embedding.WeightedEmbedding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The speakers of a meeting as live labels and revision know them, the established ones first. Numbers go up by arrival and are never
 * used again. Keeps state. Analysis thread.
 */
final class SpeakerRegistry {
    /**
     * When somebody counts as a speaker.
     *
     * @param cleanSeconds who is unlike everybody known is a newcomer with at least this much clean speech
     * @param cosineAtMost unlike is who has at most this cosine to them
     * @param establishedSeconds the revision confirms a speaker that two passes in a row, or the last, find to speak
     *     this long
     */
    public record Settings(double cleanSeconds, double cosineAtMost, double establishedSeconds) {
        public static Settings defaults() {
            return of(TrackerParameters.packaged());
        }

        static Settings of(TrackerParameters figures) {
            return new Settings(0.8, figures.newSpeakerCosineAtMost(), 4.0);
        }
    }

    private final Settings settings;
    private final double residualRatioAtMost;
    private final int atMost;
    private final int establishedFrames;
    private List<KnownSpeaker> speakers = new ArrayList<>();
    private DirectionPriors priors = DirectionPriors.none(0);
    private Map<SpeakerId, Integer> priorOf = Map.of();
    private Set<SpeakerId> longEnough = Set.of();
    private int ids;

    /**
     * None yet, and never more than {@code atMost} by the live labelling.
     *
     * @param residualRatioAtMost a local speaker with a higher {@code EmbeddingTransform.residualRatio} is nobody
     */
    SpeakerRegistry(Settings settings, double residualRatioAtMost, int atMost, int establishedFrames) {
        this.settings = settings;
        this.residualRatioAtMost = residualRatioAtMost;
        this.atMost = atMost;
        this.establishedFrames = establishedFrames;
    }

    /**
     * Takes local speakers that sound like nobody known for newcomers.
     *
     * @param locals in the order of their numbers
     */
    void welcome(Collection<WeightedEmbedding> locals) {
        int before = speakers.size();
        for (WeightedEmbedding local : locals) {
            boolean unlike = local.cleanSeconds() >= settings.cleanSeconds()
                    && speakers.subList(0, before).stream()
                            .allMatch(speaker -> Vectors.dot(speaker.mean(), local.unit()) < settings.cosineAtMost());
            boolean full = speakers.size() >= atMost;
            if (unlike && !full && local.residualRatio() <= residualRatioAtMost) {
                speakers.add(new KnownSpeaker(
                        new SpeakerId(++ids),
                        local.unit().clone(),
                        local.statistics(),
                        KnownSpeaker.Standing.NEWCOMER));
            }
        }
    }

    /**
     * Takes over what a pass of the revision found; speakers that it does not go on from are gone, but for those that
     * came after it had begun.
     *
     * @param last whether no other pass follows
     * @return the speakers it found, in its order
     */
    List<KnownSpeaker> adopt(RevisedMeeting found, boolean last) {
        List<KnownSpeaker> fresh = new ArrayList<>();
        Map<SpeakerId, Integer> sits = new HashMap<>();
        Set<SpeakerId> longNow = new HashSet<>();
        for (RevisedMeeting.FoundSpeaker speaker : found.speakers()) {
            SpeakerId id = speaker.known().orElseGet(() -> new SpeakerId(++ids));
            if (speaker.frames() >= establishedFrames) {
                longNow.add(id);
            }
            boolean confirmed = longNow.contains(id) && (last || longEnough.contains(id));
            boolean established = confirmed || isEstablished(id);
            fresh.add(new KnownSpeaker(
                    id,
                    speaker.mean(),
                    speaker.speaker(),
                    established ? KnownSpeaker.Standing.ESTABLISHED : KnownSpeaker.Standing.NEWCOMER));
            sits.put(id, speaker.prior());
        }
        List<KnownSpeaker> all = new ArrayList<>(fresh);
        speakers.stream()
                .filter(speaker -> speaker.id().number() > found.idsBefore()
                        && fresh.stream().noneMatch(known -> known.id().equals(speaker.id())))
                .forEach(all::add);
        all.sort(Comparator.comparing(KnownSpeaker::standing).reversed());
        speakers = all;
        priors = found.priors();
        priorOf = sits;
        longEnough = longNow;
        return fresh;
    }

    private boolean isEstablished(SpeakerId id) {
        return speakers.stream()
                .anyMatch(
                        speaker -> speaker.id().equals(id) && speaker.standing() == KnownSpeaker.Standing.ESTABLISHED);
    }

    int count() {
        return speakers.size();
    }

    /** Highest number given so far. */
    int lastNumber() {
        return ids;
    }

    SpeakerId id(int speaker) {
        return speakers.get(speaker).id();
    }

    /** The speakers now. */
    List<KnownSpeaker> list() {
        return List.copyOf(speakers);
    }

    /** The speakers as {@code model} knows them, in their order. */
    SessionSpeakers speakers(SpeakerModel model) {
        return new SessionSpeakers(
                model, speakers.stream().map(KnownSpeaker::speaker).toList());
    }

    /** How many speakers are established; they come first. */
    int established() {
        return (int) speakers.stream()
                .filter(speaker -> speaker.standing() == KnownSpeaker.Standing.ESTABLISHED)
                .count();
    }

    /** The index of each; {@link LocalSpeakers#UNNAMED} for none and for one that is gone. */
    int[] indices(@Nullable SpeakerId[] ids) {
        return Arrays.stream(ids)
                .mapToInt(id -> {
                    for (int k = 0; k < speakers.size(); k++) {
                        if (speakers.get(k).id().equals(id)) {
                            return k;
                        }
                    }
                    return LocalSpeakers.UNNAMED;
                })
                .toArray();
    }

    /** From where the speakers use to speak, as the last pass found. */
    DirectionPriors priors() {
        return priors;
    }

    /** Index of each speaker in {@link #priors}, {@link DirectionPriors#UNLEARNT} for one that is new to them. */
    int[] priorOfEach() {
        return speakers.stream()
                .mapToInt(speaker -> priorOf.getOrDefault(speaker.id(), DirectionPriors.UNLEARNT))
                .toArray();
    }

    /** How probable each direction is when {@code speaker} speaks. */
    float[] directionsOf(SpeakerId speaker) {
        return priors.density(priorOf.getOrDefault(speaker, DirectionPriors.UNLEARNT));
    }
}
