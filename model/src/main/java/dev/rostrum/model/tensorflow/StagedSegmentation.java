package dev.rostrum.model.tensorflow;

import dev.rostrum.model.ModelException;
import dev.rostrum.model.bundle.NetworkFacts;
import dev.rostrum.model.bundle.WeightFile;
import dev.rostrum.model.kernel.Buffers;
import dev.rostrum.model.kernel.FilterPooling;
import dev.rostrum.model.kernel.RecurrentLayer;
import dev.rostrum.model.segmentation.HeardSound;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.types.TFloat32;

/**
 * Runs the {@link PyanNet#stages} one after the other with what this program computes between them. What the first
 * filters answered to samples that come again is kept: 0.5 MB for each second of a window. One caller at a time.
 */
final class StagedSegmentation implements SegmentationStream.Resuming {
    private static final int GATES = 4;
    private static final double EPSILON = 1e-5;

    private final NetworkRunner runner;
    private final FilteredSound filtered;
    private final FilterPooling pooling;
    private final FilteredSound.Shape filters;
    private final List<RecurrentLayer> layers;
    private final List<RecurrentLayer.Memory> memories = new ArrayList<>();
    private final int width;
    private float[] projections = new float[0];
    private final Buffers newestProjections = new Buffers();
    private final Buffers tiles = new Buffers();
    private List<float[]> moments = List.of();

    StagedSegmentation(NetworkFacts network, WeightFile weights, NetworkRunner runner) {
        this.runner = runner;
        filters = PyanNet.filters(weights);
        filtered = new FilteredSound(
                filters,
                TensorFlowSegmentation.facts(network).windowSamples(),
                (samples, offset, length) -> runner.run(
                        0,
                        NetworkRunner.tensor(samples, offset, length),
                        tiles.of(filters.rows(length) * filters.filters())));
        pooling = PyanNet.filterPooling(weights);
        layers = PyanNet.recurrentLayers(weights);
        width = 2 * Math.toIntExact(weights.shape("lstm.0.forward.bias")[0]);
    }

    @Override
    public float[] logProbabilities(HeardSound sound, int frames, int keepAt) {
        filtered.hear(sound);
        Moments heard = Moments.of(sound);
        // the network takes the mean and the level out of what it hears; its epsilon is for the sound after the gain
        double gain = sound.gain();
        double level = gain / Math.sqrt(gain * gain * heard.variance() + EPSILON);
        float[] pooled = pooling.pool(filtered::copy, filtered.rows(), heard.mean(), level);
        List<float[]> results = runner.runAll(1, tensor(pooled, filters.filters()), projections);
        projections = results.getFirst();
        moments = results.subList(1, results.size());
        requireFrames(projections, sound, frames);
        memories.clear();
        layers.forEach(layer -> memories.add(layer.newMemory()));
        return recurrence(frames, keepAt, projections);
    }

    @Override
    public int strideSamples() {
        return filters.stride();
    }

    @Override
    public float[] newest(HeardSound sound, int fromSample, int frames, int keepAt) {
        filtered.hear(sound);
        int skipped = fromSample / filters.stride();
        float[] pooled =
                pooling.poolAlike((row, out, at) -> filtered.copy(skipped + row, out, at), filtered.rows() - skipped);
        List<TFloat32> inputs = new ArrayList<>(tensor(pooled, filters.filters()));
        moments.forEach(values -> inputs.addAll(NetworkRunner.tensor(values, 0, 1, 1, 1, values.length)));
        float[] newest = runner.run(layers.size() + 2, inputs, newestProjections.of(frames * width));
        requireFrames(newest, sound, frames);
        return recurrence(frames, keepAt, newest);
    }

    private void requireFrames(float[] made, HeardSound sound, int frames) {
        if (made.length != frames * width) {
            throw new ModelException("the segmentation network answers " + made.length / width + " frames to "
                    + sound.length() + " samples; by the manifest's receptiveFieldSamples and stepSamples it is "
                    + frames);
        }
    }

    private float[] recurrence(int frames, int keepAt, float[] buffer) {
        float[] x = buffer;
        for (int layer = 0; layer < layers.size(); layer++) {
            float[] hidden = layers.get(layer).resume(x, frames, keepAt, memories.get(layer));
            List<TFloat32> fed = NetworkRunner.tensor(hidden, 0, frames, width / GATES);
            x = layer < layers.size() - 1 ? runner.run(layer + 2, fed, buffer) : runner.run(layer + 2, fed);
        }
        return x;
    }

    private static List<TFloat32> tensor(float[] values, int width) {
        return NetworkRunner.tensor(values, 0, values.length / width, width);
    }

    /** Mean and biased variance of sound as it came, in double precision. */
    private record Moments(double mean, double variance) {
        static Moments of(HeardSound sound) {
            float[] x = sound.samples();
            int end = sound.offset() + sound.length();
            // two of each: one would wait for itself at every sample
            double even = 0;
            double odd = 0;
            double evenSquares = 0;
            double oddSquares = 0;
            int i = sound.offset();
            for (; i + 1 < end; i += 2) {
                even += x[i];
                odd += x[i + 1];
                evenSquares += (double) x[i] * x[i];
                oddSquares += (double) x[i + 1] * x[i + 1];
            }
            if (i < end) {
                even += x[i];
                evenSquares += (double) x[i] * x[i];
            }
            double mean = (even + odd) / sound.length();
            double variance = (evenSquares + oddSquares) / sound.length() - mean * mean;
            return new Moments(mean, Math.max(0, variance));
        }
    }
}
