package dev.rostrum.model.segmentation;

import java.util.ArrayList;
import java.util.List;

/**
 * The classes of a network that names sets of speakers, and what they say of each speaker (Plaquet and Bredin,
 * "Powerset multi-class cross entropy loss for neural speaker diarization", 2023). Immutable.
 */
public final class Powerset {
    private final int speakers;
    private final int[] masks;

    /**
     * The classes of one network.
     *
     * @param speakers local speakers, at most 16
     * @param classes members of each class, numbered from 0
     * @throws IllegalArgumentException if a member is out of range, a class is given twice, or none is empty
     */
    public Powerset(int speakers, List<List<Integer>> classes) {
        if (speakers < 1 || speakers > 16) {
            throw new IllegalArgumentException("speakers=" + speakers);
        }
        this.speakers = speakers;
        List<Integer> seen = new ArrayList<>();
        masks = new int[classes.size()];
        for (int c = 0; c < masks.length; c++) {
            for (int member : classes.get(c)) {
                if (member < 0 || member >= speakers) {
                    throw new IllegalArgumentException("class " + c + " has member " + member + " of " + speakers);
                }
                masks[c] |= 1 << member;
            }
            if (seen.contains(masks[c])) {
                throw new IllegalArgumentException("class " + c + " " + classes.get(c) + " is given twice");
            }
            seen.add(masks[c]);
        }
        if (!seen.contains(0)) {
            throw new IllegalArgumentException("no class stands for silence: " + classes);
        }
    }

    /**
     * All sets of at most {@code together} of {@code speakers} speakers, small sets first, each size in lexical order:
     * for 3 and 2 that is {}, {0}, {1}, {2}, {0,1}, {0,2}, {1,2}.
     */
    public static Powerset of(int speakers, int together) {
        List<List<Integer>> classes = new ArrayList<>();
        for (int size = 0; size <= together; size++) {
            subsets(classes, List.of(), size, speakers);
        }
        return new Powerset(speakers, classes);
    }

    private static void subsets(List<List<Integer>> out, List<Integer> head, int more, int speakers) {
        if (more == 0) {
            out.add(head);
            return;
        }
        for (int next = head.isEmpty() ? 0 : head.getLast() + 1; next < speakers; next++) {
            List<Integer> longer = new ArrayList<>(head);
            longer.add(next);
            subsets(out, List.copyOf(longer), more - 1, speakers);
        }
    }

    /** How many classes there are. */
    public int classes() {
        return masks.length;
    }

    /** How many local speakers there are. */
    public int speakers() {
        return speakers;
    }

    /** Bit {@code k} is set where speaker {@code k} belongs to class {@code number}. */
    public int members(int number) {
        return masks[number];
    }

    /** The class of exactly the speakers in {@code mask}, or -1 if the network has none for them. */
    public int classOf(int mask) {
        for (int c = 0; c < masks.length; c++) {
            if (masks[c] == mask) {
                return c;
            }
        }
        return -1;
    }
}
