package dev.rostrum.model.tensorflow;

import dev.rostrum.model.bundle.NetworkFacts;
import java.util.List;

/**
 * What is loaded and on what it runs.
 *
 * @param bundle where manifest and weights lie
 * @param tensorFlowVersion version of the native library in use
 * @param device where the graphs run
 * @param settings threads and precision
 * @param networks the facts of each, licences and checksums among them
 */
public record ModelReport(
        String bundle,
        String tensorFlowVersion,
        String device,
        LoadedModels.Settings settings,
        List<NetworkFacts> networks) {
    public ModelReport {
        networks = List.copyOf(networks);
    }
}
