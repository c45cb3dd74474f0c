package dev.rostrum.lab.scoring;

import dev.rostrum.service.annotation.Annotation;
import dev.rostrum.service.annotation.Span;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/** Two annotations cut at every boundary of either: inside a cell nobody starts and nobody stops. */
final class Sweep {
    private final List<String> referenceSpeakers;
    private final List<String> hypothesisSpeakers;
    private final List<Edge> edges = new ArrayList<>();

    Sweep(Annotation reference, Annotation hypothesis) {
        referenceSpeakers = List.copyOf(reference.speakers());
        hypothesisSpeakers = List.copyOf(hypothesis.speakers());
        add(reference, referenceSpeakers, Side.REFERENCE);
        add(hypothesis, hypothesisSpeakers, Side.HYPOTHESIS);
        edges.sort(Comparator.comparingLong(Edge::at));
    }

    /** Takes the cells in the order of time; cells in which nobody speaks are left out. */
    @FunctionalInterface
    interface CellVisitor {
        /** The sets hold indices into the speakers' lists and are LENT until the call returns. */
        void onCell(Span cell, BitSet reference, BitSet hypothesis);
    }

    private enum Side {
        REFERENCE,
        HYPOTHESIS
    }

    private record Edge(long at, Side side, int speaker, boolean starts) {}

    List<String> referenceSpeakers() {
        return referenceSpeakers;
    }

    List<String> hypothesisSpeakers() {
        return hypothesisSpeakers;
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
            (edge.side() == Side.REFERENCE ? reference : hypothesis).set(edge.speaker(), edge.starts());
        }
    }

    private void add(Annotation annotation, List<String> speakers, Side side) {
        for (int speaker = 0; speaker < speakers.size(); speaker++) {
            for (Span span : annotation.of(speakers.get(speaker)).list()) {
                edges.add(new Edge(span.from(), side, speaker, true));
                edges.add(new Edge(span.to(), side, speaker, false));
            }
        }
    }
}
