package dev.rostrum.model.bundle;

import java.util.List;

/**
 * Geometry and classes of a segmentation network.
 *
 * @param windowSamples longest window, the one it was trained on
 * @param shortestSamples shortest window with a meaningful answer
 * @param stepSamples distance between frame centres
 * @param firstCentreSamples centre of frame 0 from the start of the window
 * @param receptiveFieldSamples samples behind one frame, recurrence aside
 * @param hopSamples from one window to the next, where the user wants no other
 * @param localSpeakers speakers it can tell apart in one window
 * @param classes the local speakers, from 0, that belong to each class
 */
public record SegmentationFacts(
        int windowSamples,
        int shortestSamples,
        int stepSamples,
        int firstCentreSamples,
        int receptiveFieldSamples,
        int hopSamples,
        int localSpeakers,
        List<List<Integer>> classes) {
    public SegmentationFacts {
        classes = classes.stream().map(List::copyOf).toList();
    }

    /** Frames of a window: how often the receptive field fits, a step apart. */
    public int frames(int samples) {
        return (samples - receptiveFieldSamples) / stepSamples + 1;
    }

    static SegmentationFacts of(JsonTree tree) {
        tree.only(
                "windowSamples",
                "shortestSamples",
                "stepSamples",
                "firstCentreSamples",
                "receptiveFieldSamples",
                "hopSamples",
                "localSpeakers",
                "classes");
        int receptive = tree.atLeast(1, "receptiveFieldSamples");
        int shortest = tree.atLeast(receptive, "shortestSamples");
        return new SegmentationFacts(
                tree.atLeast(shortest, "windowSamples"),
                shortest,
                tree.atLeast(1, "stepSamples"),
                tree.atLeast(0, "firstCentreSamples"),
                receptive,
                tree.atLeast(1, "hopSamples"),
                tree.atLeast(1, "localSpeakers"),
                tree.numberLists("classes").stream()
                        .map(c -> c.stream().map(Math::toIntExact).toList())
                        .toList());
    }
}
