package dev.rostrum.lab.evaluation;

import dev.rostrum.diarization.frontend.Azimuth;
import dev.rostrum.diarization.frontend.DirectionFrame;
import dev.rostrum.diarization.frontend.DirectionTrack;
import dev.rostrum.diarization.frontend.FrontEnd;
import dev.rostrum.diarization.frontend.MonoSink;
import dev.rostrum.diarization.frontend.SoundFormat;
import dev.rostrum.diarization.frontend.array.ArrayGeometry;
import dev.rostrum.diarization.frontend.array.ArrayInUse;
import dev.rostrum.drivers.DeviceException;
import dev.rostrum.drivers.audio.AudioBlock;
import dev.rostrum.drivers.audio.AudioSource;
import dev.rostrum.drivers.audio.AudioSource.Outcome;
import dev.rostrum.drivers.audio.CaptureFormat;
import dev.rostrum.drivers.audio.ResamplingSource;
import dev.rostrum.service.capture.CapturedSound;
import dev.rostrum.service.replay.Listening;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How right an array's directions are in one recording whose speakers' azimuths are known; the front end alone, no
 * network. Where it is known who speaks when, the strongest direction of each frame in which one speaker is alone is
 * held against that speaker; otherwise all talk throughout, and the recording's most frequent directions are held
 * against all speakers.
 *
 * @param recording its name
 * @param turnedDegrees how far the room was turned around the array before
 * @param speakers how many talk
 * @param found for how many of them a direction was found within 20 degrees
 * @param ghosts directions found where nobody talks
 * @param errorDegrees median error: of all frames of single speakers, otherwise of the speakers found
 * @param errorsDegrees all of these errors, to be put together over recordings
 */
public record DirectionTrial(
        String recording,
        int turnedDegrees,
        int speakers,
        int found,
        int ghosts,
        double errorDegrees,
        List<Double> errorsDegrees) {
    private static final int RATE = SoundFormat.NETWORK_RATE;
    private static final int BLOCK_FRAMES = 1600;
    private static final double FOUND_DEGREES = 20;
    private static final long NS_PER_SAMPLE = 1_000_000_000L / RATE;

    public DirectionTrial {
        errorsDegrees = List.copyOf(errorsDegrees);
    }

    /**
     * Every way of turning the room by moving channels round: for a ring of microphones as many as it has, otherwise one.
     *
     * @param channels of the sound that are the array's, in its order; empty for all
     */
    public static List<DirectionTrial> all(OracleDirections seats, ArrayGeometry array, List<Integer> channels) {
        if (!channels.isEmpty() && channels.size() != array.size()) {
            throw new DeviceException("the array has " + array.size() + " microphones, 'use' names " + channels.size()
                    + " channels; correct one of them");
        }
        List<DirectionTrial> trials = new ArrayList<>();
        int steps = isRing(array) ? array.size() : 1;
        for (int step = 0; step < steps; step++) {
            int first = step;
            List<Integer> use = IntStream.range(0, array.size())
                    .map(channel -> (channel + first) % array.size())
                    .mapToObj(channel -> channels.isEmpty() ? (Integer) channel : channels.get(channel))
                    .toList();
            // a ring whose every microphone takes the place before its own has turned clockwise, and the room the other
            // way
            int turned = (360 - 360 * step / array.size()) % 360;
            trials.add(of(seats.turned(turned), turned, hear(seats.sound(), array, use)));
        }
        return trials;
    }

    private static boolean isRing(ArrayGeometry array) {
        ArrayGeometry turned = array.turned(360.0 / array.size());
        return IntStream.range(0, array.size()).allMatch(channel -> {
            ArrayGeometry.Microphone moved = turned.microphones().get(channel);
            ArrayGeometry.Microphone next = array.microphones().get((channel + 1) % array.size());
            return Math.hypot(moved.x() - next.x(), moved.y() - next.y()) < 1e-4;
        });
    }

    private static DirectionTrack hear(Path sound, ArrayGeometry array, List<Integer> use) {
        DirectionTrack.Gatherer gatherer = new DirectionTrack.Gatherer();
        MonoSink sink = new MonoSink() {
            @Override
            public void accept(long positionSamples, float[] samples, int offset, int length) {}

            @Override
            public void directions(long centreSample, DirectionFrame frame) {
                gatherer.add(centreSample, frame);
            }
        };
        Listening listening = Listening.silently(new ArrayInUse(use, Optional.of(array)));
        try (AudioSource source = new ResamplingSource(listening.file(sound), RATE)) {
            CaptureFormat format = source.open();
            FrontEnd frontEnd = listening.frontEnd(sound, format, RATE);
            AudioBlock block = new AudioBlock(format.channels(), BLOCK_FRAMES);
            for (Outcome outcome = source.read(block); outcome != Outcome.END; outcome = source.read(block)) {
                if (outcome == Outcome.FRAMES) {
                    frontEnd.accept(new CapturedSound(block), sink);
                }
            }
            frontEnd.finish(sink);
            source.report().requireWhole();
        }
        return gatherer.take();
    }

    private static DirectionTrial of(OracleDirections seats, int turned, DirectionTrack track) {
        return seats.who().isPresent() || seats.azimuths().size() == 1
                ? byFrame(seats, turned, track)
                : byPeak(seats, turned, track);
    }

    private static DirectionTrial byFrame(OracleDirections seats, int turned, DirectionTrack track) {
        List<Double> errors = new ArrayList<>();
        List<List<Double>> bySpeaker = new ArrayList<>();
        seats.azimuths().forEach((speaker, azimuth) -> {
            List<Double> own = new ArrayList<>();
            for (int i = 0; i < track.frames(); i++) {
                if (track.count(i) > 0 && seats.alone(speaker, track.centreSample(i) * NS_PER_SAMPLE)) {
                    own.add(Azimuth.between(track.azimuthDegrees(i, 0), azimuth));
                }
            }
            bySpeaker.add(own);
            errors.addAll(own);
        });
        int found = (int)
                bySpeaker.stream().filter(own -> median(own) <= FOUND_DEGREES).count();
        return new DirectionTrial(seats.name(), turned, seats.azimuths().size(), found, 0, median(errors), errors);
    }

    private static DirectionTrial byPeak(OracleDirections seats, int turned, DirectionTrack track) {
        List<Double> peaks = DirectionPeaks.of(track);
        List<Double> errors = new ArrayList<>();
        for (double azimuth : seats.azimuths().values()) {
            peaks.stream()
                    .map(peak -> Azimuth.between(peak, azimuth))
                    .filter(error -> error <= FOUND_DEGREES)
                    .min(Double::compare)
                    .ifPresent(errors::add);
        }
        int ghosts = (int) peaks.stream()
                .filter(peak -> seats.azimuths().values().stream()
                        .noneMatch(azimuth -> Azimuth.between(peak, azimuth) <= FOUND_DEGREES))
                .count();
        return new DirectionTrial(
                seats.name(), turned, seats.azimuths().size(), errors.size(), ghosts, median(errors), errors);
    }

    /** Several as one: counts added up, one median over all errors. */
    public static DirectionTrial together(List<DirectionTrial> trials) {
        List<Double> errors =
                trials.stream().flatMap(one -> one.errorsDegrees().stream()).toList();
        return new DirectionTrial(
                "",
                0,
                trials.stream().mapToInt(DirectionTrial::speakers).sum(),
                trials.stream().mapToInt(DirectionTrial::found).sum(),
                trials.stream().mapToInt(DirectionTrial::ghosts).sum(),
                median(errors),
                errors);
    }

    /** The middle value; 180 of none. */
    private static double median(List<Double> values) {
        return values.isEmpty() ? 180 : values.stream().sorted().toList().get(values.size() / 2);
    }
}
