package dev.rostrum.service.capture;

import dev.rostrum.diarization.frontend.ChannelHealth;
import dev.rostrum.diarization.frontend.ChannelMonitor;
import dev.rostrum.diarization.frontend.array.ArrayFrontEnd;
import dev.rostrum.diarization.frontend.array.ArrayGeometry;
import dev.rostrum.drivers.DeviceException;
import dev.rostrum.drivers.audio.AudioBlock;
import dev.rostrum.drivers.audio.AudioSource;
import dev.rostrum.drivers.audio.CaptureFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Measures a room and its microphones: some silence, then some talk around the table. Deterministic; time is counted
 * in samples. One thread.
 */
public final class Calibration {
    private static final double SPEECH_ABOVE_FLOOR_DB = 10;
    private static final double LEAST_SPEECH_DB = 6;

    private final AudioSource source;
    private final AudioBlock block;
    private final ChannelMonitor monitor;
    private final Optional<ArrayFrontEnd> frontEnd;
    private final int sampleRate;
    private List<ChannelHealth> quiet = List.of();
    private double loudestDb = Double.NEGATIVE_INFINITY;

    /**
     * What was found.
     *
     * @param channels after both phases: levels, floors, gains, faults
     * @param floorDb noise floor of the room, the median of the channels, dB re full scale
     * @param speechDb loudest second of the talk, median of the channels
     * @param thresholdDb suggested: what is louder is speech
     * @param geometryFit share of what is heard that the array's geometry explains, about 1 where it is right; empty
     *     without an array, and where too little was heard
     * @param sentences what the installer should know or do; empty where all is well
     */
    public record Result(
            List<ChannelHealth> channels,
            double floorDb,
            double speechDb,
            double thresholdDb,
            Optional<Double> geometryFit,
            List<String> sentences) {}

    /**
     * A calibration of an opened source.
     *
     * @param format what its opening said
     * @param array whose geometry is held against what is heard
     * @throws DeviceException if the sound does not have the array's channels
     */
    public Calibration(AudioSource source, CaptureFormat format, Optional<ArrayGeometry> array) {
        this.source = source;
        this.sampleRate = format.sampleRate();
        this.block = new AudioBlock(format.channels(), sampleRate / 50);
        this.monitor = new ChannelMonitor(CapturedSound.format(format), ChannelMonitor.Settings.defaults());
        this.frontEnd = array.map(geometry -> new ArrayFrontEnd(CapturedSound.format(format), sampleRate, geometry));
    }

    /**
     * Listens while nobody speaks.
     *
     * @param idle called when there is nothing to read yet; waits a little
     */
    public void silence(int seconds, Runnable idle) {
        listen(seconds, idle);
        quiet = monitor.health();
    }

    /** Listens while people talk around the table, then says what was found. */
    public Result talk(int seconds, Runnable idle) {
        for (int second = 0; second < seconds; second++) {
            listen(1, idle);
            loudestDb = Math.max(loudestDb, median(levels(monitor.health())));
        }
        List<ChannelHealth> after = monitor.health();
        double floorDb =
                median(quiet.stream().mapToDouble(ChannelHealth::floorDb).toArray());
        List<String> sentences = new ArrayList<>();
        double quietDb = median(levels(quiet));
        if (quietDb > floorDb + SPEECH_ABOVE_FLOOR_DB) {
            sentences.add("It was not silent in the first part; calibrate again while nobody speaks.");
        }
        if (loudestDb < floorDb + LEAST_SPEECH_DB) {
            sentences.add("Nobody was heard in the second part; check that the right card is chosen, and speak up.");
        }
        after.forEach(channel -> sentences.addAll(channel.sentences()));
        frontEnd.filter(ArrayFrontEnd::geometryInDoubt)
                .ifPresent(array -> sentences.add(String.format(
                        Locale.ROOT,
                        "What is heard does not fit the configured array (%.0f %% of it): check 'array.shape', the positions"
                                + " and the order of the channels in 'use'.",
                        100 * array.geometryFit())));
        return new Result(
                after,
                floorDb,
                loudestDb,
                floorDb + SPEECH_ABOVE_FLOOR_DB,
                frontEnd.filter(ArrayFrontEnd::geometryJudged).map(ArrayFrontEnd::geometryFit),
                List.copyOf(sentences));
    }

    private void listen(int seconds, Runnable idle) {
        long left = (long) seconds * sampleRate;
        while (left > 0) {
            switch (source.read(block)) {
                case FRAMES -> {
                    CapturedSound sound = new CapturedSound(block);
                    monitor.accept(sound);
                    frontEnd.ifPresent(array -> array.accept(sound, (position, mono, offset, length) -> {}));
                    left -= block.frames();
                }
                case NOT_YET -> idle.run();
                case END -> throw new DeviceException("the sound ended before the calibration; give it longer sound");
                case LOST ->
                    throw new DeviceException("the sound card was lost while calibrating: "
                            + source.report().lost() + "; plug it in and begin again");
            }
        }
    }

    private static double[] levels(List<ChannelHealth> channels) {
        return channels.stream().mapToDouble(ChannelHealth::levelDb).toArray();
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
