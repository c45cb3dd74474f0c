package dev.rostrum.daemon.evaluation;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/** Two annotations cut at every boundary of either: inside a cell nobody starts and nobody stops. */
final class Sweep {
    private final List<String> referenceTalkers;
    private final List<String> hypothesisTalkers;
    private final List<Edge> edges = new ArrayList<>();

    Sweep(Annotation reference, Annotation hypothesis) {
        referenceTalkers = List.copyOf(reference.talkers());
        hypothesisTalkers = List.copyOf(hypothesis.talkers());
        add(reference, referenceTalkers, Side.REFERENCE);
        add(hypothesis, hypothesisTalkers, Side.HYPOTHESIS);
        edges.sort(Comparator.comparingLong(Edge::at));
    }

    /** Takes the cells in the order of time; cells in which nobody speaks are left out. */
    @FunctionalInterface
    interface CellVisitor {
        /** The sets hold indices into the talkers' lists and are LENT until the call returns. */
        void onCell(Span cell, BitSet reference, BitSet hypothesis);
    }

    private enum Side {
        REFERENCE,
        HYPOTHESIS
    }

    private record Edge(long at, Side side, int talker, boolean starts) {}

    List<String> referenceTalkers() {
        return referenceTalkers;
    }

    List<String> hypothesisTalkers() {
        return hypothesisTalkers;
    }

    void forEachCell(CellVisitor visitor) {
        BitSet reference = new BitSet();
        BitSet hypothesis = new BitSet();
        long from = 0;
        for (Edge edge : edges) {
            if (edge.at() > from && !(reference.isEmpty() && hypothesis.isEmpty())) {
                visitor.onCell(new Span(from, edge.at()), reference, hypothesis);
            }
            from = edge.at();
            (edge.side() == Side.REFERENCE ? reference : hypothesis).set(edge.talker(), edge.starts());
        }
    }

    private void add(Annotation annotation, List<String> talkers, Side side) {
        for (int talker = 0; talker < talkers.size(); talker++) {
            for (Span span : annotation.of(talkers.get(talker)).list()) {
                edges.add(new Edge(span.from(), side, talker, true));
                edges.add(new Edge(span.to(), side, talker, false));
            }
        }
    }
}
