package dev.rostrum.model.tensorflow;

import dev.rostrum.model.bundle.NetworkFacts;
import java.util.List;

/**
 * What is loaded and on what it runs.
 *
 * @param bundle where manifest and weights lie
 * @param machine what computes
 * @param settings threads and precision
 * @param networks the facts of each, licences and checksums among them
 */
public record ModelReport(String bundle, Machine machine, LoadedModels.Settings settings, List<NetworkFacts> networks) {
    /**
     * What computes.
     *
     * @param version of TensorFlow's native library
     * @param library its file
     * @param seen kinds of devices that it sees
     * @param device the one in use
     * @param comparison how they were measured against each other; empty where there was no choice
     * @param trial how quick each was when it was tried
     * @param recurrence what steps through the recurrent layers of the segmentation
     */
    public record Machine(
            String version,
            String library,
            List<String> seen,
            String device,
            String comparison,
            String trial,
            String recurrence) {
        public Machine {
            seen = List.copyOf(seen);
        }
    }

    /** Version of the native library in use. */
    public String tensorFlowVersion() {
        return machine.version();
    }

    /** Where the graphs run. */
    public String device() {
        return machine.device();
    }

    public ModelReport {
        networks = List.copyOf(networks);
    }
}
