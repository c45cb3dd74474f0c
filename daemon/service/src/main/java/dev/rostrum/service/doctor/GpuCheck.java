package dev.rostrum.service.doctor;

import dev.rostrum.model.ModelException;
import dev.rostrum.model.bundle.ModelBundle;
import dev.rostrum.model.features.CheckSound;
import dev.rostrum.model.features.LogMelExtractor;
import dev.rostrum.model.segmentation.FrameGrid;
import dev.rostrum.model.segmentation.SpeakerPosteriors;
import dev.rostrum.model.tensorflow.LoadedModels;
import dev.rostrum.model.tensorflow.LoadedModels.Device;
import dev.rostrum.service.agent.Durations;
import dev.rostrum.service.conductor.ProcessFigures;
import dev.rostrum.service.doctor.GpuFigures.Need;
import dev.rostrum.service.doctor.GpuFigures.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.Supplier;

/** Both networks on the GPU beside the processor, by turns, on the same made sound. Caller's thread; needs a GPU. */
public final class GpuCheck {
    /** The first of each are left out: they compile what the GPU runs. */
    private static final int WARM_UP = 5;

    private static final int RUNS = 60;
    private static final double PIECE_SECONDS = 1.5;

    /** TF32, which convolutions take on Ampere and later, moved the probabilities by .004; more is another network. */
    private static final double PROBABILITY = 0.01;

    /** What rounding the weights to bytes costs at most; more is another network. */
    private static final double COSINE = 0.998;

    private final GpuSensors sensors;
    private final Durations[] segmentation = {new Durations(), new Durations()};
    private final Durations[] embedding = {new Durations(), new Durations()};
    private final List<Double> watts = new ArrayList<>();
    private double probability;
    private double cosine = 1;

    private GpuCheck(GpuSensors sensors) {
        this.sensors = sensors;
    }

    /**
     * Measures.
     *
     * @throws ModelException where there is no GPU, or the networks do not load
     */
    public static GpuFigures measure(LoadedModels.Settings settings, GpuSensors sensors) {
        List<String> seen = LoadedModels.devices();
        if (!seen.contains("GPU")) {
            throw new ModelException("no GPU here: TensorFlow's library " + LoadedModels.library() + " sees only "
                    + String.join(", ", seen)
                    + "; a library built for a GPU, its driver and its device files are needed (docs/hardware.md)");
        }
        ModelBundle bundle = ModelBundle.of(settings.folder());
        try (LoadedModels cpu = LoadedModels.load(bundle, settings.on(Device.CPU));
                LoadedModels gpu = LoadedModels.load(bundle, settings.on(Device.GPU))) {
            return compared(cpu, gpu, sensors, RUNS);
        }
    }

    /** The same of networks that are loaded: for whatever they run on. */
    static GpuFigures compared(LoadedModels cpu, LoadedModels gpu, GpuSensors sensors, int runs) {
        return new GpuCheck(sensors).run(cpu, gpu, runs);
    }

    private GpuFigures run(LoadedModels cpu, LoadedModels gpu, int runs) {
        FrameGrid grid = cpu.segmentation().grid();
        float[] window = new float[cpu.segmentation().windowSamples()];
        float[] piece = new float[(int) (PIECE_SECONDS * grid.sampleRate())];
        LogMelExtractor extractor = cpu.newLogMelExtractor();
        int frames = extractor.frames(piece.length);
        for (int run = 0; run < runs + WARM_UP; run++) {
            boolean counts = run >= WARM_UP;
            fill(window, grid.sampleRate(), run);
            fill(piece, grid.sampleRate(), run);
            float[] mel = extractor.extract(piece, 0, piece.length);
            long at = (long) run * window.length;
            SpeakerPosteriors heard =
                    timed(counts, segmentation[0], () -> cpu.segmentation().segment(at, window, 0, window.length));
            compare(
                    heard,
                    timed(counts, segmentation[1], () -> gpu.segmentation().segment(at, window, 0, window.length)));
            float[] vector = timed(counts, embedding[0], () -> cpu.embedding().embed(mel, frames));
            compare(vector, timed(counts, embedding[1], () -> gpu.embedding().embed(mel, frames)));
            if (run % 10 == 9) {
                sensors.watts().ifPresent(watts::add);
            }
        }
        return figures();
    }

    private GpuFigures figures() {
        OptionalDouble nothing = OptionalDouble.empty();
        List<Row> rows = new ArrayList<>();
        rows.add(new Row(
                "segmentation: largest difference of a probability",
                nothing,
                OptionalDouble.of(probability),
                nothing,
                OptionalDouble.of(PROBABILITY),
                Need.MUST));
        rows.add(new Row(
                "embedding: smallest cosine",
                nothing,
                OptionalDouble.of(cosine),
                OptionalDouble.of(COSINE),
                nothing,
                Need.MUST));
        for (double share : new double[] {0.5, 0.95}) {
            int percent = (int) Math.round(100 * share);
            rows.add(times("segmentation of a window, p" + percent + ", ms", segmentation, share));
            rows.add(times("embedding of 1.5 s, p" + percent + ", ms", embedding, share));
        }
        rows.add(Row.of(
                "watts, of the GPU or the board, while both compute",
                nothing,
                watts.stream().mapToDouble(w -> w).average(),
                Need.WHERE_READABLE));
        rows.add(Row.of("GPU's memory in use, MB", nothing, sensors.memoryMb(), Need.WHERE_READABLE));
        rows.add(Row.of(
                "resident memory of this process, MB",
                nothing,
                OptionalDouble.of(ProcessFigures.residentBytes() / 1e6),
                Need.MUST));
        return new GpuFigures(rows);
    }

    private static Row times(String what, Durations[] took, double share) {
        return Row.of(
                what,
                OptionalDouble.of(took[0].percentileMillis(share)),
                OptionalDouble.of(took[1].percentileMillis(share)),
                Need.MUST);
    }

    private static <T> T timed(boolean counts, Durations durations, Supplier<T> run) {
        long beganNs = System.nanoTime();
        T result = run.get();
        if (counts) {
            durations.add(System.nanoTime() - beganNs);
        }
        return result;
    }

    /** The check sound with noise of its own each time, so that nothing kept of an earlier run answers. */
    private static void fill(float[] samples, int sampleRate, int seed) {
        float[] sound = CheckSound.samples(sampleRate);
        Random noise = new Random(seed);
        for (int i = 0; i < samples.length; i++) {
            samples[i] = sound[i % sound.length] + 0.03f * (float) noise.nextGaussian();
        }
    }

    private void compare(SpeakerPosteriors cpu, SpeakerPosteriors gpu) {
        for (int frame = 0; frame < cpu.frames(); frame++) {
            for (int speaker = 0; speaker < cpu.localSpeakers(); speaker++) {
                probability = Math.max(probability, Math.abs(cpu.active(frame, speaker) - gpu.active(frame, speaker)));
            }
        }
    }

    private void compare(float[] cpu, float[] gpu) {
        double dot = 0;
        double ofCpu = 0;
        double ofGpu = 0;
        for (int i = 0; i < cpu.length; i++) {
            dot += (double) cpu[i] * gpu[i];
            ofCpu += (double) cpu[i] * cpu[i];
            ofGpu += (double) gpu[i] * gpu[i];
        }
        cosine = Math.min(cosine, dot / Math.sqrt(ofCpu * ofGpu));
    }
}
