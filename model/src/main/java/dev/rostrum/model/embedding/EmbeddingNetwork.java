package dev.rostrum.model.embedding;

import java.util.List;

/** Turns log-mel frames of one voice into one vector. Not thread-safe: one caller at a time. */
public interface EmbeddingNetwork {
    /** Numbers in a vector. */
    int size();

    /** Log-mel bins per frame that the network expects. */
    int mels();

    /** Fewest log-mel frames that give a meaningful vector. */
    int shortestFrames();

    /**
     * Embeds {@code frames} log-mel frames. The mean over the frames is subtracted inside.
     *
     * @param logMel row-major {@code [frames][mels]}, at least {@code frames * mels} long; LENT, not changed
     * @return {@link #size()} numbers, not of unit length, no mean subtracted
     * @throws IllegalArgumentException if {@code frames} is below {@link #shortestFrames()}
     */
    float[] embed(float[] logMel, int frames);

    /**
     * Log-mel frames of one voice. LENT for the call, not changed.
     *
     * @param logMel row-major {@code [frames][mels]}
     * @param frames how many
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Piece(float[] logMel, int frames) {}

    /**
     * Embeds several pieces, side by side where that is quicker.
     *
     * @return what {@link #embed(float[], int)} gives for each, in their order
     */
    default List<float[]> embed(List<Piece> pieces) {
        return pieces.stream()
                .map(piece -> embed(piece.logMel(), piece.frames()))
                .toList();
    }
}
