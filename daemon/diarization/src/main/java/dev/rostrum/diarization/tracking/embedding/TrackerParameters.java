package dev.rostrum.diarization.tracking.embedding;

import dev.rostrum.model.ModelException;
import dev.rostrum.model.bundle.EmbeddingFacts;
import dev.rostrum.model.bundle.ModelBundle;
import java.lang.reflect.RecordComponent;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The figures of the tracker that hold for the vectors of one embedding network and no other. They stand in the
 * network's manifest, under {@code embedding.tracker}, by the names of these components, and nowhere else.
 *
 * @param newSpeakerCosineAtMost a local speaker is a new speaker where its cosine to every known one is no higher
 * @param residualRatioAtMost what has a higher {@link EmbeddingTransform#residualRatio} is no speech: a local speaker by itself, the
 *     pieces of a run of frames in the mean
 * @param clustering how many speakers there are
 */
public record TrackerParameters(double newSpeakerCosineAtMost, double residualRatioAtMost, Clustering clustering) {
    /**
     * What a speaker costs the mixture of {@code VariationalClustering}.
     *
     * @param evidenceFactor Fa
     * @param priceShare price of a speaker, Fb, for each unit of entry weight in the meeting: the longer a meeting, the
     *     more evidence a speaker needs
     * @param priceAtLeast lowest price
     * @param priceAtMost highest price
     */
    public record Clustering(double evidenceFactor, double priceShare, double priceAtLeast, double priceAtMost) {
        /** The same with every price multiplied by {@code factor}. */
        public Clustering cheaper(double factor) {
            return new Clustering(evidenceFactor, priceShare * factor, priceAtLeast * factor, priceAtMost * factor);
        }
    }

    /**
     * Those of the packaged embedding network.
     *
     * @throws ModelException if its manifest does not state them all
     */
    public static TrackerParameters packaged() {
        return bound(TrackerParameters.class, "", stated());
    }

    /**
     * Those that a manifest states, and the packaged network's for what it does not.
     *
     * @throws ModelException names that are none, and values that are no finite number
     */
    public static TrackerParameters of(Map<String, Double> own) {
        Map<String, Double> figures = stated();
        own.forEach((name, value) -> {
            if (!figures.containsKey(name)) {
                throw new ModelException("manifest: embedding.tracker has " + name + ", known are "
                        + String.join(", ", new TreeSet<>(figures.keySet())));
            }
            if (!Double.isFinite(value)) {
                throw new ModelException("manifest: embedding.tracker." + name + " is " + value);
            }
            figures.put(name, value);
        });
        return bound(TrackerParameters.class, "", figures);
    }

    private static Map<String, Double> stated() {
        EmbeddingFacts facts = ModelBundle.packaged()
                .manifest()
                .network("embedding")
                .embedding()
                .orElseThrow();
        return new TreeMap<>(facts.tracker());
    }

    private static <R extends Record> R bound(Class<R> type, String above, Map<String, Double> figures) {
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = new Object[components.length];
        Class<?>[] types = new Class<?>[components.length];
        for (int i = 0; i < components.length; i++) {
            String name = above + components[i].getName();
            types[i] = components[i].getType();
            values[i] = types[i].isRecord()
                    ? bound(types[i].asSubclass(Record.class), name + ".", figures)
                    : number(name, figures);
        }
        try {
            return type.getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type.getName(), e);
        }
    }

    private static double number(String name, Map<String, Double> figures) {
        Double value = figures.get(name);
        if (value == null) {
            throw new ModelException("manifest: embedding.tracker lacks " + name);
        }
        return value;
    }
}
