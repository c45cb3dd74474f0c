package dev.rostrum.diarization.frontend;

import dev.rostrum.diarization.frontend.array.ArrayGeometry;
import dev.rostrum.diarization.frontend.array.ArraySettings;
import dev.rostrum.drivers.audio.AudioBlock;
import dev.rostrum.drivers.audio.AudioSource;
import dev.rostrum.drivers.audio.CaptureFormat;
import dev.rostrum.drivers.simulated.CarriedMeeting;
import dev.rostrum.drivers.simulated.Position;
import dev.rostrum.drivers.simulated.RoomScene;
import dev.rostrum.drivers.simulated.RoomSettings;
import dev.rostrum.drivers.simulated.SimulatedRoomSource;
import dev.rostrum.drivers.simulated.SpeakerPath;
import dev.rostrum.drivers.simulated.Utterance;
import java.util.ArrayList;
import java.util.List;

/** Sound of an array in a simulated room, as channels in memory, and what front ends make of it. */
public final class ArrayRoom {
    public static final int RATE = 16_000;
    public static final ArrayGeometry RESPEAKER =
            ArraySettings.of(ArraySettings.Shape.RESPEAKER4).geometry().orElseThrow();

    private static final Position CENTRE = new Position(3.1, 2.2, 0.8);

    private ArrayRoom() {}

    /** What a front end gave: frames of directions with their positions, and the mono stream. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Heard(DirectionTrack directions, float[] mono, long nextSample) {
        /** Directions from which most came: the strongest of each frame. */
        public List<Double> strongest() {
            List<Double> all = new ArrayList<>();
            for (int i = 0; i < directions.frames(); i++) {
                if (directions.count(i) > 0) {
                    all.add((double) directions.azimuthDegrees(i, 0));
                }
            }
            return all;
        }
    }

    /** One speaker of the carried meeting who says the {@code line}th utterance of it from there. */
    public static float[][] speaker(ArrayGeometry array, int line, double azimuthDegrees, double metres) {
        Utterance said = CarriedMeeting.load()
                .utterances(any -> new SpeakerPath.Seat(CENTRE.towards(azimuthDegrees, metres, 0.35)))
                .get(line);
        Utterance now = new Utterance(said.speaker(), RATE / 2, said.dry(), said.path());
        return render(array, List.of(now), RATE + said.dry().length);
    }

    public static float[][] render(ArrayGeometry array, List<Utterance> utterances, long samples) {
        List<Position> microphones = array.microphones().stream()
                .map(m -> CENTRE.plus(new Position(m.x(), m.y(), m.z())))
                .toList();
        SimulatedRoomSource source =
                new SimulatedRoomSource(new RoomScene(RoomSettings.defaults(), microphones, utterances, samples, RATE));
        return channels(source);
    }

    /** All of a source. */
    public static float[][] channels(AudioSource source) {
        CaptureFormat format = source.open();
        AudioBlock block = new AudioBlock(format.channels(), RATE);
        List<float[][]> blocks = new ArrayList<>();
        int samples = 0;
        while (source.read(block) == AudioSource.Outcome.FRAMES) {
            float[][] copy = new float[format.channels()][block.frames()];
            for (int c = 0; c < copy.length; c++) {
                System.arraycopy(block.channel(c), 0, copy[c], 0, block.frames());
            }
            blocks.add(copy);
            samples += block.frames();
        }
        source.close();
        float[][] all = new float[format.channels()][samples];
        int at = 0;
        for (float[][] one : blocks) {
            for (int c = 0; c < all.length; c++) {
                System.arraycopy(one[c], 0, all[c], at, one[c].length);
            }
            at += one[0].length;
        }
        return all;
    }

    public static Position centre() {
        return CENTRE;
    }

    public static Heard hear(FrontEnd frontEnd, float[][] channels, int blockFrames) {
        DirectionTrack.Gatherer gatherer = new DirectionTrack.Gatherer();
        float[] mono = new float[channels[0].length];
        long[] next = {0};
        MonoSink sink = new MonoSink() {
            @Override
            public void accept(long positionSamples, float[] samples, int offset, int length) {
                if (positionSamples != next[0]) {
                    throw new AssertionError("position " + positionSamples + " after " + next[0]);
                }
                System.arraycopy(samples, offset, mono, (int) positionSamples, length);
                next[0] = positionSamples + length;
            }

            @Override
            public void directions(long centreSample, DirectionFrame frame) {
                gatherer.add(centreSample, frame);
            }
        };
        AudioBlock block = new AudioBlock(channels.length, blockFrames);
        for (int at = 0; at < mono.length; at += blockFrames) {
            int count = Math.min(blockFrames, mono.length - at);
            for (int c = 0; c < channels.length; c++) {
                System.arraycopy(channels[c], at, block.channel(c), 0, count);
            }
            block.filled(count, at, 0);
            frontEnd.accept(new DriverBlock(block), sink);
        }
        frontEnd.finish(sink);
        return new Heard(gatherer.take(), mono, next[0]);
    }

    /** Median angle between what was heard and the truth. */
    public static double medianError(List<Double> azimuths, double truth) {
        double[] errors = azimuths.stream()
                .mapToDouble(azimuth -> Azimuth.between(azimuth, truth))
                .sorted()
                .toArray();
        return errors.length == 0 ? 180 : errors[errors.length / 2];
    }
}
