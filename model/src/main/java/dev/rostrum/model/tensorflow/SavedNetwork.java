package dev.rostrum.model.tensorflow;

import dev.rostrum.model.ModelException;
import dev.rostrum.model.bundle.ModelBundle;
import dev.rostrum.model.bundle.NetworkFacts;
import dev.rostrum.model.bundle.SavedModelFacts;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.tensorflow.Output;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;

/**
 * A network that TensorFlow saved whole, opened at the signature that the manifest names and held against what the
 * manifest says of its shapes. What no shape is stated for is seen when the network is tried.
 */
final class SavedNetwork {
    private static final long ANY = -1;

    private final NetworkFacts network;
    private final SavedModelFacts facts;
    private final SavedModelBundle saved;

    private SavedNetwork(NetworkFacts network, SavedModelFacts facts, SavedModelBundle saved) {
        this.network = network;
        this.facts = facts;
        this.saved = saved;
    }

    /**
     * Shapes at one signature.
     *
     * @param input axis by axis, the first of them one; {@value #ANY} for one of any length
     * @param fewest of the axis of any length
     * @param most of the same
     * @param output axis by axis
     */
    @SuppressWarnings("ArrayRecordComponent") // made in one place, kept nowhere
    record Ports(long[] input, int fewest, int most, long[] output) {}

    /**
     * Opens it; one stage.
     *
     * @throws ModelException what is not as the manifest says, or does not load
     */
    static NetworkRunner open(NetworkFacts network, ModelBundle bundle, LoadedModels.Settings settings, Ports ports) {
        SavedModelFacts facts = network.savedModel().orElseThrow();
        Path folder = bundle.savedModel(network);
        SavedModelBundle saved;
        try {
            saved = SavedModelBundle.loader(folder.toString())
                    .withConfigProto(SessionConfig.of(settings))
                    .load();
        } catch (TensorFlowException | IllegalArgumentException | IllegalStateException e) {
            throw new ModelException(folder + ": TensorFlow does not load it: " + e.getMessage(), e);
        }
        try {
            GraphPorts found = new SavedNetwork(network, facts, saved).ports(ports);
            return new NetworkRunner(network.name(), saved.graph(), saved.session(), List.of(found));
        } catch (RuntimeException e) {
            saved.close();
            throw e;
        }
    }

    private GraphPorts ports(Ports wanted) {
        Map<String, SignatureDef> signatures = saved.metaGraphDef().getSignatureDefMap();
        SignatureDef signature = signatures.get(facts.signature());
        if (signature == null) {
            throw wrong("has no signature " + facts.signature() + ", it has " + names(signatures));
        }
        TensorInfo input = named("input", facts.input(), signature.getInputsMap());
        if (signature.getInputsCount() != 1) {
            throw wrong("wants " + names(signature.getInputsMap()) + " at signature " + facts.signature()
                    + "; one input is all that it is given");
        }
        TensorInfo output = named("output", facts.output(), signature.getOutputsMap());
        long open = shape("input " + facts.input(), input, wanted.input());
        if (open != ANY && (wanted.fewest() != open || wanted.most() != open)) {
            throw wrong("takes " + open + " at once at input " + facts.input() + ", no fewer and no more; the manifest"
                    + " says " + wanted.fewest() + " to " + wanted.most());
        }
        shape("output " + facts.output(), output, wanted.output());
        return new GraphPorts(List.of(end(input)), end(output));
    }

    private TensorInfo named(String what, String name, Map<String, TensorInfo> all) {
        TensorInfo info = all.get(name);
        if (info == null) {
            throw wrong(
                    "has no " + what + " " + name + " at signature " + facts.signature() + ", it has " + names(all));
        }
        if (info.getDtype() != DataType.DT_FLOAT) {
            throw wrong("has an " + what + " " + name + " of " + info.getDtype() + ", DT_FLOAT is needed");
        }
        return info;
    }

    /** Holds a stated shape against the wanted one, and says how long the axis of any length is stated to be. */
    private long shape(String what, TensorInfo info, long[] wanted) {
        if (info.getTensorShape().getUnknownRank()) {
            return ANY;
        }
        List<Long> stated = info.getTensorShape().getDimList().stream()
                .map(TensorShapeProto.Dim::getSize)
                .toList();
        boolean fits = stated.size() == wanted.length;
        long open = ANY;
        for (int axis = 0; fits && axis < wanted.length; axis++) {
            open = wanted[axis] == ANY ? stated.get(axis) : open;
            fits = stated.get(axis) == ANY || wanted[axis] == ANY || stated.get(axis) == wanted[axis];
        }
        if (!fits) {
            throw wrong("has " + what + " of shape " + stated + ", the manifest's figures ask for "
                    + java.util.Arrays.toString(wanted) + ", -1 being any length");
        }
        return open;
    }

    private Output<?> end(TensorInfo info) {
        int colon = info.getName().lastIndexOf(':');
        return saved.graph()
                .operationOrThrow(info.getName().substring(0, colon))
                .output(Integer.parseInt(info.getName().substring(colon + 1)));
    }

    private static String names(Map<String, ?> all) {
        return String.join(", ", new TreeSet<>(all.keySet()));
    }

    private ModelException wrong(String problem) {
        return new ModelException(
                network.role() + " network " + network.name() + ", saved in " + facts.folder() + ", " + problem);
    }
}
