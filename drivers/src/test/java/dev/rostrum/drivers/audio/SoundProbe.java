package dev.rostrum.drivers.audio;

import dev.rostrum.drivers.DeviceException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs in a Java virtual machine of its own, because ALSA reads its configuration from the environment: captures what
 * {@link TestPattern} makes, opens again what it loses, and prints one line per event for the test that started it.
 */
final class SoundProbe {
    private final AudioSource source;
    private final int channels;
    private final int rate;
    private long wrong;
    private long jumps;
    private long expected = -1;

    private SoundProbe(AudioSource source, int channels, int rate) {
        this.source = source;
        this.channels = channels;
        this.rate = rate;
    }

    /** Arguments: channels, rate, seconds of sound to take in all, milliseconds to sleep once after a second. */
    public static void main(String[] args) {
        int channels = Integer.parseInt(args[0]);
        int rate = Integer.parseInt(args[1]);
        SoundCardSettings settings = new SoundCardSettings(
                "default",
                channels,
                rate,
                SampleEncoding.S16_LE,
                List.of(),
                Duration.ofMillis(400),
                Duration.ofSeconds(2));
        new SoundProbe(new SoundCardSource(settings, System::nanoTime), channels, rate)
                .run(Long.parseLong(args[2]) * rate, Long.parseLong(args[3]));
    }

    private void run(long frames, long stallMillis) {
        AudioBlock block = new AudioBlock(channels, rate / 50);
        open();
        long begin = System.nanoTime();
        long taken = 0;
        long told = 0;
        while (taken < frames) {
            switch (source.read(block)) {
                case FRAMES -> {
                    check(block);
                    taken += block.frames();
                }
                case NOT_YET -> LockSupport.parkNanos(2_000_000);
                case LOST, END -> {
                    System.out.println("LOST " + source.report().lost());
                    open();
                    expected = -1;
                }
            }
            if (taken - told >= rate) {
                told = taken;
                tell("AT", taken, begin);
                if (told == rate && stallMillis > 0) {
                    LockSupport.parkNanos(stallMillis * 1_000_000);
                }
            }
        }
        tell("END", taken, begin);
        source.close();
    }

    private void tell(String word, long taken, long begin) {
        SourceReport report = source.report();
        System.out.printf(
                "%s taken=%d wrong=%d jumps=%d gaps=%d lost=%d ms=%d%n",
                word, taken, wrong, jumps, report.gaps(), report.lostFrames(), (System.nanoTime() - begin) / 1_000_000);
    }

    private void open() {
        while (true) {
            try {
                System.out.println("OPEN " + source.open());
                return;
            } catch (DeviceException e) {
                System.out.println("REFUSED " + e.getMessage());
                LockSupport.parkNanos(200_000_000);
            }
        }
    }

    private void check(AudioBlock block) {
        for (int i = 0; i < block.frames(); i++) {
            long counter = Math.round(block.channel(1)[i] * 32768.0);
            if (expected >= 0 && counter != expected) {
                jumps++;
            }
            expected = (counter + 1) & TestPattern.COUNTER_MASK;
            for (int c = 2; c < channels; c++) {
                wrong += Math.round(block.channel(c)[i] * 32768.0) == TestPattern.sample(counter, c) ? 0 : 1;
            }
        }
    }
}
