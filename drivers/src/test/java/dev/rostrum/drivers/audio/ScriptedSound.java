package dev.rostrum.drivers.audio;

import dev.rostrum.drivers.DeviceException;
import java.util.ArrayList;
import java.util.List;

/** A sound system on a script: cards come and go, lines deliver what the test puts in, and die on command. */
final class ScriptedSound implements SoundSystem {
    final List<SoundCard> cards = new ArrayList<>();
    int waiting;
    boolean dead;
    boolean refuses;
    int opened;
    int closed;
    int counter;

    @Override
    public List<SoundCard> cards() {
        return List.copyOf(cards);
    }

    @Override
    public CaptureLine start(SoundCard card, SoundCardSettings settings) {
        if (refuses) {
            throw new DeviceException("sound card " + card.name() + " is busy");
        }
        opened++;
        return new Line(new CaptureFormat(settings.sampleRate(), settings.channels()));
    }

    /** Sixteen-bit frames; channel c of frame n holds 10 n + c. */
    private final class Line implements CaptureLine {
        private final CaptureFormat format;

        Line(CaptureFormat format) {
            this.format = format;
        }

        @Override
        public CaptureFormat format() {
            return format;
        }

        @Override
        public int availableFrames() {
            return waiting;
        }

        @Override
        public int read(byte[] into, int frames) {
            if (dead) {
                return 0;
            }
            for (int i = 0; i < frames; i++, counter++) {
                for (int c = 0; c < format.channels(); c++) {
                    int value = 10 * counter + c;
                    into[2 * (i * format.channels() + c)] = (byte) value;
                    into[2 * (i * format.channels() + c) + 1] = (byte) (value >> 8);
                }
            }
            waiting -= frames;
            return frames;
        }

        @Override
        public void close() {
            closed++;
        }
    }
}
