package dev.rostrum.diarization.frontend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;

/**
 * Listens to every microphone all the time and says what is wrong with it: level, noise floor, clipping, silence,
 * polarity, gain, hum. A few numbers per channel; taking a block allocates nothing. Results do not depend on the size
 * of blocks. Analysis thread.
 */
public final class ChannelMonitor {
    private static final int DEAD_TICKS = 5;
    /** A microphone with a noise gate delivers zeros while nobody speaks; five minutes of them are no pause. */
    private static final int DEAD_SILENCE_TICKS = 5 * 60 * ChannelStatistics.TICKS_PER_SECOND;

    private static final int ENOUGH_SPEECH_TICKS = 20;
    private static final int ENOUGH_QUIET_TICKS = 10;
    private static final double FOLLOW = 0.03;
    private static final double FOLLOW_HUM = 0.1;
    private static final double QUIET_DB = 5;

    private final Settings settings;
    private final List<Integer> numbers;
    private final int channels;
    private final int tickFrames;
    private final ChannelStatistics[] statistics;
    private final PolarityCheck polarity;
    private final double[] gainDb;
    private final double[] humShare;
    private final int[] faintTicks;
    private final int[] silentTicks;
    private final boolean[] dead;
    private final double[] sorted;
    private int framesInTick;
    private int ticksInSecond;
    private int speechTicks;
    private int quietTicks;

    /** Whether the microphones are so close that long waves reach them together. */
    public enum Spacing {
        CLOSE,
        WIDE
    }

    /**
     * When a figure becomes a fault.
     *
     * @param spacing WIDE leaves polarity and gain alone: distant microphones differ rightly
     * @param deadDb what is below is digital silence, dB re full scale
     * @param deadBelowDb so is one so far below the median of all while somebody speaks
     * @param clippedShare of samples at full scale
     * @param gainDb difference from the median in speech
     * @param noiseDb difference of the noise floor from the median of all
     * @param speechDb above the noise floor, speech
     * @param humShare of what is heard while nobody speaks
     */
    public record Settings(
            Spacing spacing,
            double deadDb,
            double deadBelowDb,
            double clippedShare,
            double gainDb,
            double noiseDb,
            double speechDb,
            double humShare) {
        /** For an array that one hand can hold. */
        public static Settings defaults() {
            return new Settings(Spacing.CLOSE, -100, 40, 0.001, 6, 12, 10, 0.5);
        }
    }

    /** @param format of the sound, which knows what the channels are called */
    public ChannelMonitor(SoundFormat format, Settings settings) {
        int sampleRate = format.sampleRate();
        this.settings = settings;
        this.numbers = format.numbers();
        this.channels = format.channels();
        this.tickFrames = sampleRate / ChannelStatistics.TICKS_PER_SECOND;
        this.statistics = new ChannelStatistics[channels];
        Arrays.setAll(statistics, i -> new ChannelStatistics(sampleRate));
        this.polarity = new PolarityCheck(channels, sampleRate);
        this.gainDb = new double[channels];
        this.humShare = new double[channels];
        this.faintTicks = new int[channels];
        this.silentTicks = new int[channels];
        this.dead = new boolean[channels];
        this.sorted = new double[channels];
    }

    /** Takes the next block, LENT, of the channels and rate that the monitor was made for. */
    public void accept(SoundBlock block) {
        int from = 0;
        while (from < block.frames()) {
            int to = Math.min(block.frames(), from + tickFrames - framesInTick);
            for (int c = 0; c < channels; c++) {
                statistics[c].add(block.channel(c), from, to);
            }
            polarity.add(block, from, to);
            framesInTick += to - from;
            from = to;
            if (framesInTick == tickFrames) {
                framesInTick = 0;
                endTick();
            }
        }
    }

    /**
     * Whether the channel delivers nothing worth hearing: known within about half a second where it is fainter than the
     * others or stands still, and after five minutes where all of them deliver digital silence.
     */
    public boolean dead(int channel) {
        return dead[channel];
    }

    /** Whether the channel delivers digital silence with all the others, as with a noise gate while nobody speaks. */
    private boolean gated(int channel) {
        return silentTicks[channel] >= DEAD_TICKS && !dead[channel];
    }

    /** What the channel's samples are to be multiplied with, to move with the others and as loud as they: 1 if fine. */
    public double correction(int channel) {
        boolean compared = settings.spacing() == Spacing.CLOSE && speechTicks >= ENOUGH_SPEECH_TICKS;
        if (!compared || dead[channel]) {
            return 1;
        }
        double gain = Math.abs(gainDb[channel]) > settings.gainDb() ? Math.pow(10, -gainDb[channel] / 20) : 1;
        return polarity.inverted(channel, dead) ? -gain : gain;
    }

    /** Every channel as it is now; allocates. */
    public List<ChannelHealth> health() {
        List<ChannelHealth> all = new ArrayList<>();
        double medianFloor = medianFloorDb();
        for (int c = 0; c < channels; c++) {
            ChannelStatistics one = statistics[c];
            all.add(new ChannelHealth(
                    numbers.get(c),
                    ChannelStatistics.db(one.secondPower()),
                    ChannelStatistics.db(one.floorPower()),
                    gainDb[c],
                    one.clippedShare(),
                    gated(c),
                    faults(c, medianFloor)));
        }
        return List.copyOf(all);
    }

    private EnumSet<ChannelFault> faults(int c, double medianFloorDb) {
        EnumSet<ChannelFault> faults = EnumSet.noneOf(ChannelFault.class);
        if (dead[c]) {
            faults.add(ChannelFault.DEAD);
            return faults;
        }
        ChannelStatistics one = statistics[c];
        add(faults, ChannelFault.CLIPPING, one.clippedShare() > settings.clippedShare());
        boolean compared = settings.spacing() == Spacing.CLOSE && speechTicks >= ENOUGH_SPEECH_TICKS;
        add(faults, ChannelFault.INVERTED, compared && polarity.inverted(c, dead));
        add(faults, ChannelFault.WEAK, compared && gainDb[c] < -settings.gainDb());
        add(faults, ChannelFault.STRONG, compared && gainDb[c] > settings.gainDb());
        boolean evenGain = Math.abs(gainDb[c]) <= settings.gainDb();
        double aboveFloor = ChannelStatistics.db(one.floorPower()) - medianFloorDb;
        add(faults, ChannelFault.NOISY, evenGain && aboveFloor > settings.noiseDb());
        add(faults, ChannelFault.HUM, quietTicks >= ENOUGH_QUIET_TICKS && humShare[c] > settings.humShare());
        return faults;
    }

    private static void add(EnumSet<ChannelFault> faults, ChannelFault fault, boolean found) {
        if (found) {
            faults.add(fault);
        }
    }

    private void endTick() {
        for (ChannelStatistics one : statistics) {
            one.endTick();
        }
        double aboveFloor = medianTickDb() - medianFloorDb();
        boolean speech = aboveFloor > settings.speechDb();
        judgeDead(speech);
        polarity.endTick(speech);
        if (speech) {
            speechTicks = Math.min(speechTicks + 1, 1 << 20);
            followGains();
        }
        if (aboveFloor < QUIET_DB) {
            followHum();
        }
        ticksInSecond++;
        if (ticksInSecond == ChannelStatistics.TICKS_PER_SECOND) {
            ticksInSecond = 0;
            endSecond();
        }
    }

    private void judgeDead(boolean speech) {
        double median = medianTickDb();
        boolean allSilent = median < settings.deadDb();
        for (int c = 0; c < channels; c++) {
            double level = ChannelStatistics.db(statistics[c].tickPower());
            boolean silent = level < settings.deadDb();
            if (silent && allSilent) {
                silentTicks[c]++;
            } else if (silent || level < median - settings.deadBelowDb()) {
                faintTicks[c]++;
            } else if (speech || level > median - settings.speechDb()) {
                faintTicks[c] = 0;
                silentTicks[c] = 0;
            }
            boolean stands = !silent && statistics[c].constantTicks() >= DEAD_TICKS;
            dead[c] = stands || faintTicks[c] >= DEAD_TICKS || silentTicks[c] >= DEAD_SILENCE_TICKS;
        }
    }

    private void followGains() {
        double median = medianTickDb();
        for (int c = 0; c < channels; c++) {
            double step = Math.max(FOLLOW, 1.0 / speechTicks);
            gainDb[c] += step * (ChannelStatistics.db(statistics[c].tickPower()) - median - gainDb[c]);
        }
    }

    private void endSecond() {
        for (ChannelStatistics one : statistics) {
            one.endSecond();
        }
    }

    /** Hum shows while nobody speaks; speech has power at its frequencies, too. */
    private void followHum() {
        quietTicks = Math.min(quietTicks + 1, 1 << 20);
        double step = Math.max(FOLLOW_HUM, 1.0 / quietTicks);
        for (int c = 0; c < channels; c++) {
            double share = statistics[c].humPower() / Math.max(statistics[c].tickPower(), Double.MIN_NORMAL);
            humShare[c] += step * (share - humShare[c]);
        }
    }

    private double medianTickDb() {
        for (int c = 0; c < channels; c++) {
            sorted[c] = ChannelStatistics.db(statistics[c].tickPower());
        }
        return upperMedian();
    }

    private double medianFloorDb() {
        for (int c = 0; c < channels; c++) {
            sorted[c] = ChannelStatistics.db(statistics[c].floorPower());
        }
        return upperMedian();
    }

    /** Of two channels the louder, so that a weak one is told from a strong one. */
    private double upperMedian() {
        Arrays.sort(sorted);
        return sorted[channels / 2];
    }
}
