package dev.rostrum.diarization.tracking.embedding;

import dev.rostrum.diarization.speakers.SpeakerId;
import dev.rostrum.diarization.tracking.frame.FramePosteriors;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All entries of the meeting, each with the speaker it was last given to. Keeps state: at most
 * {@code entriesAtMost} entries; beyond that every second entry of the older half goes. Those that stay count as before:
 * one embedding is no surer for those that went, and if it stood for them a single odd one would come to weigh as much as
 * a speaker. Analysis thread.
 */
public final class EmbeddingPool {
    /**
     * What is pooled and how much it counts.
     *
     * @param localWeight weight of an entry of a local speaker for each second of clean speech; that of a piece is 1
     * @param pieceSpeech a piece is pooled where its mean probability of speech reaches this
     * @param pieceOverlap and that of overlap stays under this
     * @param pieceAlone a piece tells whether two speakers are one speaker where one local speaker has at least this share of
     *     it alone
     * @param entriesAtMost bound of the pool
     */
    public record Settings(
            double localWeight, double pieceSpeech, double pieceOverlap, double pieceAlone, int entriesAtMost) {
        public static Settings defaults() {
            return new Settings(0.2, 0.6, 0.3, 0.85, 4000);
        }
    }

    private final Settings settings;
    private List<WeightedEmbedding> entries = new ArrayList<>();
    private List<@Nullable SpeakerId> speakers = new ArrayList<>();

    /** Empty. */
    public EmbeddingPool(Settings settings) {
        this.settings = settings;
    }

    /** Takes a piece, if one speaker speaks in it as far as the board tells. */
    public void addPiece(WeightedEmbedding entry, @Nullable SpeakerId speaker, FramePosteriors board) {
        double speech = 0;
        double overlap = 0;
        long from = board.frameAt(entry.fromSample());
        long to = board.frameAt(entry.toSample());
        for (long frame = from; frame < to; frame++) {
            speech += board.speech(frame);
            overlap += board.overlap(frame);
        }
        if (speech >= settings.pieceSpeech() * (to - from) && overlap < settings.pieceOverlap() * (to - from)) {
            add(entry, speaker);
        }
    }

    /** Takes an entry that was given to {@code speaker}. */
    public void add(WeightedEmbedding entry, @Nullable SpeakerId speaker) {
        entries.add(entry);
        speakers.add(speaker);
        if (entries.size() > settings.entriesAtMost()) {
            thin();
        }
    }

    private void thin() {
        List<WeightedEmbedding> kept = new ArrayList<>();
        List<@Nullable SpeakerId> keptSpeakers = new ArrayList<>();
        int half = entries.size() / 2;
        for (int i = 0; i < entries.size(); i++) {
            if (i < half && i % 2 == 1) {
                continue;
            }
            kept.add(entries.get(i));
            keptSpeakers.add(speakers.get(i));
        }
        entries = kept;
        speakers = keptSpeakers;
    }

    /** The entries now, by time of arrival. */
    public List<WeightedEmbedding> entries() {
        return List.copyOf(entries);
    }

    /** The speaker of each entry; null where none. */
    public List<@Nullable SpeakerId> speakers() {
        return new ArrayList<>(speakers);
    }

    /** Gives entries to the speakers that own them; entries that have gone meanwhile are passed over. */
    public void assign(IdentityHashMap<WeightedEmbedding, SpeakerId> owners) {
        for (int i = 0; i < entries.size(); i++) {
            SpeakerId owner = owners.get(entries.get(i));
            if (owner != null) {
                speakers.set(i, owner);
            }
        }
    }

    /** How many entries it holds. */
    public int size() {
        return entries.size();
    }
}
