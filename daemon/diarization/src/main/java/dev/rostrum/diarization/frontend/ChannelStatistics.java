package dev.rostrum.diarization.frontend;

import java.util.Arrays;

/** Sums over one microphone's samples: a tick of a tenth of a second, and what is made of ticks. One thread. */
final class ChannelStatistics {
    static final int TICKS_PER_SECOND = 10;

    private static final int FLOOR_SECONDS = 30;
    private static final float FULL_SCALE = 0.995f;
    private static final double CLIP_KEEP = 0.99;
    private static final double LEAST_POWER = 1e-13;

    private final double[] secondMinima = new double[FLOOR_SECONDS];
    private final HumMeter hum;
    private double squares;
    private float least;
    private float greatest;
    private int clipped;
    private int count;
    private double secondPower;
    private double secondLeast;
    private int secondIndex;
    private int constantTicks;
    private double tickPower;
    private double lastSecondPower;
    private double tickHumPower;
    private double clippedShare;

    ChannelStatistics(int sampleRate) {
        hum = new HumMeter(sampleRate);
        Arrays.fill(secondMinima, Double.POSITIVE_INFINITY);
        secondLeast = Double.POSITIVE_INFINITY;
        beginTick();
    }

    void add(float[] samples, int from, int to) {
        for (int i = from; i < to; i++) {
            float x = samples[i];
            squares += x * x;
            least = Math.min(least, x);
            greatest = Math.max(greatest, x);
            if (Math.abs(x) >= FULL_SCALE) {
                clipped++;
            }
        }
        hum.add(samples, from, to);
        count += to - from;
    }

    void endTick() {
        tickPower = squares / count;
        tickHumPower = hum.takePower();
        constantTicks = least == greatest ? constantTicks + 1 : 0;
        clippedShare = CLIP_KEEP * clippedShare + (1 - CLIP_KEEP) * clipped / count;
        secondPower += tickPower;
        secondLeast = Math.min(secondLeast, tickPower);
        beginTick();
    }

    private void beginTick() {
        squares = 0;
        least = Float.POSITIVE_INFINITY;
        greatest = Float.NEGATIVE_INFINITY;
        clipped = 0;
        count = 0;
    }

    void endSecond() {
        lastSecondPower = secondPower / TICKS_PER_SECOND;
        secondMinima[secondIndex] = secondLeast;
        secondIndex = (secondIndex + 1) % FLOOR_SECONDS;
        secondPower = 0;
        secondLeast = Double.POSITIVE_INFINITY;
    }

    double tickPower() {
        return tickPower;
    }

    /** Of the last whole second. */
    double secondPower() {
        return lastSecondPower;
    }

    /** Of mains and its harmonics in the last tick. */
    double humPower() {
        return tickHumPower;
    }

    double floorPower() {
        double floor = secondLeast;
        for (double minimum : secondMinima) {
            floor = Math.min(floor, minimum);
        }
        return floor;
    }

    double clippedShare() {
        return clippedShare;
    }

    /** Tenths of a second without any change of the sample value. */
    int constantTicks() {
        return constantTicks;
    }

    static double db(double power) {
        return 10 * Math.log10(Math.max(power, LEAST_POWER));
    }
}
