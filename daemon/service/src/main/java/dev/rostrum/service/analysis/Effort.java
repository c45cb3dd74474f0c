package dev.rostrum.service.analysis;

import java.util.List;

/**
 * How much is spent on listening: the rungs of a ladder, from everything to the least that still tells speakers apart.
 * Each rung keeps what the ones above it save.
 */
public enum Effort {
    /** Everything, as configured. */
    FULL(1, 1, 1, ""),
    /** The networks run half as often. */
    WIDER_HOP(2, 1, 1, "hop-doubled"),
    /** Besides, half as many pieces of sound are compared by voice. */
    FEWER_EMBEDDINGS(2, 2, 1, "fewer-embeddings"),
    /** Besides, the whole meeting is gone over a quarter as often. */
    RARER_PASSES(2, 2, 4, "corrections-later");

    private static final List<Effort> RUNGS = List.of(values());

    /** The last rung. */
    public static final Effort LEAST = RUNGS.getLast();

    private final int hopFactor;
    private final int embedOneIn;
    private final int passOneIn;
    private final String word;

    Effort(int hopFactor, int embedOneIn, int passOneIn, String word) {
        this.hopFactor = hopFactor;
        this.embedOneIn = embedOneIn;
        this.passOneIn = passOneIn;
        this.word = word;
    }

    /** The distance between windows, in units of the configured one. */
    public int hopFactor() {
        return hopFactor;
    }

    /** One piece in so many is embedded; and the vectors of one window's local speakers in so many. */
    public int embedOneIn() {
        return embedOneIn;
    }

    /** The revision goes over the meeting once where it would have gone so often. */
    public int passOneIn() {
        return passOneIn;
    }

    /** The words for {@code degraded}, from the first saving to the last; none at full effort. */
    public List<String> words() {
        return RUNGS.subList(1, RUNGS.indexOf(this) + 1).stream()
                .map(rung -> rung.word)
                .toList();
    }

    /** The next rung down; itself on the last. */
    Effort less() {
        return RUNGS.get(Math.min(RUNGS.indexOf(this) + 1, RUNGS.size() - 1));
    }

    /** The next rung up; itself on the first. */
    Effort more() {
        return RUNGS.get(Math.max(RUNGS.indexOf(this) - 1, 0));
    }
}
