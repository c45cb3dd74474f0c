package dev.rostrum.drivers.audio;

import dev.rostrum.drivers.DeviceException;
import java.util.ArrayList;
import java.util.List;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.DataLine;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.Mixer;
import javax.sound.sampled.TargetDataLine;

/** Java Sound, which on Linux is ALSA. */
final class JavaSoundSystem implements SoundSystem {
    @Override
    public List<SoundCard> cards() {
        List<SoundCard> cards = new ArrayList<>();
        for (Mixer.Info info : AudioSystem.getMixerInfo()) {
            if (captures(info)) {
                cards.add(new SoundCard(info.getName(), info.getDescription()));
            }
        }
        return cards;
    }

    /** Whether a card offers lines to capture from; one that went since it was listed does not. */
    static boolean captures(Mixer.Info info) {
        try {
            return AudioSystem.getMixer(info).getTargetLineInfo(new DataLine.Info(TargetDataLine.class, null)).length
                    > 0;
        } catch (IllegalArgumentException e) { // as Java Sound says that there is no such mixer
            return false;
        }
    }

    @Override
    public CaptureLine start(SoundCard card, SoundCardSettings settings) {
        SampleEncoding encoding = settings.encoding();
        AudioFormat format = new AudioFormat(settings.sampleRate(), encoding.bits(), settings.channels(), true, false);
        TargetDataLine line = null;
        try {
            Mixer mixer = AudioSystem.getMixer(infoOf(card));
            line = (TargetDataLine) mixer.getLine(new DataLine.Info(TargetDataLine.class, format));
            line.open(format, settings.bufferFrames() * format.getFrameSize());
            line.start();
            return new PumpedLine(new JavaSoundLine(line), format.getFrameSize(), 2 * settings.bufferFrames());
        } catch (LineUnavailableException | IllegalArgumentException | SecurityException e) {
            if (line != null) {
                line.close();
            }
            throw new DeviceException(
                    "sound card " + card.name() + " does not open with " + settings.channels() + " channels at "
                            + settings.sampleRate() + " Hz, " + encoding + ": " + e.getMessage()
                            + "; close what else uses it, or set what it offers (arecord --dump-hw-params shows it)",
                    e);
        }
    }

    private static Mixer.Info infoOf(SoundCard card) {
        for (Mixer.Info info : AudioSystem.getMixerInfo()) {
            if (info.getName().equals(card.name())) {
                return info;
            }
        }
        throw new DeviceException("sound card " + card.name() + " has just gone; plug it in again");
    }

    /** One open line. */
    private static final class JavaSoundLine implements CaptureLine {
        private final TargetDataLine line;
        private final int frameBytes;

        JavaSoundLine(TargetDataLine line) {
            this.line = line;
            this.frameBytes = line.getFormat().getFrameSize();
        }

        @Override
        public CaptureFormat format() {
            return new CaptureFormat(
                    Math.round(line.getFormat().getSampleRate()),
                    line.getFormat().getChannels());
        }

        @Override
        public int availableFrames() {
            return line.available() / frameBytes;
        }

        @Override
        public int read(byte[] into, int frames) {
            return line.read(into, 0, frames * frameBytes) / frameBytes;
        }

        @Override
        public void close() {
            line.close();
        }
    }
}
