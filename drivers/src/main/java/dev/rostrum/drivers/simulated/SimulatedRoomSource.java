package dev.rostrum.drivers.simulated;

import dev.rostrum.drivers.audio.AudioBlock;
import dev.rostrum.drivers.audio.AudioSource;
import dev.rostrum.drivers.audio.CaptureFormat;
import java.util.HashMap;
import java.util.Map;

/**
 * What microphones hear in a simulated room, as fast as asked. {@link #open()} renders the whole scene, 4 bytes per
 * sample and microphone, once; the same scene gives the same samples, bit for bit.
 */
public final class SimulatedRoomSource implements AudioSource {
    /** A walking speaker is cut into pieces of twice this length that overlap by half and fade into each other. */
    private static final int STEP_MILLIS = 200;

    private final RoomScene scene;
    private float[][] sound = new float[0][];
    private int position;

    public SimulatedRoomSource(RoomScene scene) {
        this.scene = scene;
    }

    @Override
    public CaptureFormat open() {
        if (sound.length == 0) {
            sound = render();
        }
        position = 0;
        return new CaptureFormat(scene.sampleRate(), sound.length);
    }

    @Override
    public Outcome read(AudioBlock block) {
        int frames = Math.min(block.capacityFrames(), sound[0].length - position);
        if (frames == 0) {
            return Outcome.END;
        }
        for (int channel = 0; channel < sound.length; channel++) {
            System.arraycopy(sound[channel], position, block.channel(channel), 0, frames);
        }
        block.filled(frames, position, 0);
        position += frames;
        return Outcome.FRAMES;
    }

    @Override
    public void close() {
        position = 0;
    }

    private float[][] render() {
        ImageMethod images = new ImageMethod(scene.room(), scene.sampleRate());
        Convolver convolver = new Convolver(images.length());
        Map<Position, float[][]> known = new HashMap<>();
        float[][] heard = new float[scene.microphones().size()][Math.toIntExact(scene.samples())];
        for (Utterance utterance : scene.utterances()) {
            switch (utterance.path()) {
                case SpeakerPath.Seat seat -> {
                    float[][] responses = known.computeIfAbsent(seat.mouth(), mouth -> responses(images, mouth));
                    convolver.add(utterance.dry(), responses, heard, utterance.beginSample());
                }
                case SpeakerPath.Walk walk -> addWalking(utterance, images, convolver, heard);
            }
        }
        new RoomNoise(scene.room(), scene.sampleRate()).add(scene.microphones(), heard);
        for (float[] channel : heard) {
            for (int i = 0; i < channel.length; i++) {
                channel[i] = Math.clamp(channel[i], -1f, 1f);
            }
        }
        return heard;
    }

    private float[][] responses(ImageMethod images, Position mouth) {
        return scene.microphones().stream()
                .map(microphone -> images.response(mouth, microphone))
                .toArray(float[][]::new);
    }

    private void addWalking(Utterance utterance, ImageMethod images, Convolver convolver, float[][] heard) {
        int step = scene.sampleRate() * STEP_MILLIS / 1000;
        float[] dry = utterance.dry();
        for (int centre = 0; centre - step < dry.length; centre += step) {
            int from = Math.max(0, centre - step);
            float[] piece = new float[Math.min(dry.length, centre + step) - from];
            for (int i = 0; i < piece.length; i++) {
                piece[i] = dry[from + i] * (1 - Math.abs(from + i - centre) / (float) step);
            }
            Position mouth = utterance.path().at(Math.min(1, centre / (double) dry.length));
            convolver.add(piece, responses(images, mouth), heard, utterance.beginSample() + from);
        }
    }
}
