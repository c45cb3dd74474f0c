package dev.rostrum.model.tensorflow;

import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GPUOptions;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.RewriterConfig;

/**
 * How TensorFlow is told to run a graph. The number of intra-op threads is fixed for the process by its first session,
 * so every session is given the same configuration. Where one operation runs at a time, it runs on the caller's thread:
 * handing each over to a thread of the library cost a tenth to a fifth of a run's processor time. The graph optimiser is off: it gained nothing measurable on
 * graphs built with folded weights, and cost 185 MB. Graphs are complete before their session begins, so that it need
 * not keep what it would extend them with: 60 MB.
 */
final class SessionConfig {
    private static final int CALLERS_THREAD = -1;

    private SessionConfig() {}

    static ConfigProto of(LoadedModels.Settings settings) {
        int together = settings.interOpThreads() == 1 ? CALLERS_THREAD : settings.interOpThreads();
        ConfigProto.Builder config = ConfigProto.newBuilder()
                .setIntraOpParallelismThreads(settings.intraOpThreads())
                .setInterOpParallelismThreads(together)
                .setGraphOptions(GraphOptions.newBuilder()
                        .setRewriteOptions(RewriterConfig.newBuilder().setDisableMetaOptimizer(true)));
        config.setExperimental(ConfigProto.Experimental.newBuilder()
                .setOptimizeForStaticGraph(true)
                .setDisableOutputPartitionGraphs(true));
        if (settings.device() == LoadedModels.Device.CPU) {
            config.putDeviceCount("GPU", 0);
        } else {
            // TensorFlow else takes nearly all memory of a GPU at once; a Jetson's is the whole board's
            config.setGpuOptions(GPUOptions.newBuilder().setAllowGrowth(true));
        }
        return config.build();
    }
}
