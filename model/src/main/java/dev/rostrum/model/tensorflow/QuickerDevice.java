package dev.rostrum.model.tensorflow;

import java.util.Locale;
import java.util.function.Supplier;

/** Chooses between the processor and the GPU by a window heard on each. */
final class QuickerDevice {
    private static final int RUNS = 3;

    private QuickerDevice() {}

    /**
     * Keeps what hears a window quicker, and closes the other; where either fails, both.
     *
     * @param loading loads for the GPU
     */
    static LoadedModels of(LoadedModels onCpu, Supplier<LoadedModels> loading) {
        try {
            LoadedModels onGpu = loading.get();
            try {
                double cpuMillis = windowMillis(onCpu);
                double gpuMillis = windowMillis(onGpu);
                LoadedModels kept = gpuMillis < cpuMillis ? onGpu : onCpu;
                kept.chosenBy(String.format(Locale.ROOT, "one window: CPU %.1f ms, GPU %.1f ms", cpuMillis, gpuMillis));
                (kept.equals(onGpu) ? onCpu : onGpu).close();
                return kept;
            } catch (RuntimeException e) {
                onGpu.close();
                throw e;
            }
        } catch (RuntimeException e) {
            onCpu.close();
            throw e;
        }
    }

    /** The quickest run of the segmentation network on a window that it has not heard. */
    private static double windowMillis(LoadedModels models) {
        float[] silence = new float[models.segmentation().windowSamples()];
        double best = Double.MAX_VALUE;
        for (int run = 0; run < RUNS; run++) {
            silence[run] = 1; // else what was kept of the window before would answer
            long beganNs = System.nanoTime();
            models.segmentation().segment(0, silence, 0, silence.length);
            best = Math.min(best, (System.nanoTime() - beganNs) / 1e6);
        }
        return best;
    }
}
