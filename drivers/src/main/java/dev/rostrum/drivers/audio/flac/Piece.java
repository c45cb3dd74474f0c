package dev.rostrum.drivers.audio.flac;

/** What comes next in a stream. */
public sealed interface Piece {
    /**
     * Samples, to be had from {@link FlacStream#samples()} until the next piece is asked for.
     *
     * @param count of each channel
     */
    record Sound(int count) implements Piece {}

    /**
     * Sound is missing or cannot be trusted.
     *
     * @param at position of the first sample that is missing
     * @param count samples of each channel that are missing; 0 where none is, or nobody can tell
     * @param why in words
     */
    record Damage(long at, long count, String why) implements Piece {}

    /** Something that people should know and that costs no sound, in words. */
    record Remark(String text) implements Piece {}

    /** Nothing follows. */
    record End() implements Piece {}
}
