package dev.rostrum.drivers.simulated;

/**
 * Impulse response of a rectangular room between two points: every reflection is the direct sound of a mirrored speaker
 * (J. B. Allen and D. A. Berkley, Image method for efficiently simulating small-room acoustics, J. Acoust. Soc. Am. 65,
 * 1979), placed between samples by a Hann-windowed sinc, then freed of the build-up below 100 Hz by their high-pass.
 * Direct sound from one metre has amplitude 1. Holds no state but its tables.
 */
final class ImageMethod {
    private static final double SPEED_OF_SOUND = 343.0;
    private static final int HALF_WIDTH = 16;
    private static final int FRACTIONS = 512;
    private static final double HIGH_PASS_HZ = 100.0;
    private static final double NEAREST_METRES = 0.05;

    private final RoomSettings room;
    private final int sampleRate;
    private final double[] powers;
    private final float[][] sinc = new float[FRACTIONS + 1][2 * HALF_WIDTH];

    ImageMethod(RoomSettings room, int sampleRate) {
        this.room = room;
        this.sampleRate = sampleRate;
        this.powers = new double[2048];
        double power = 1;
        for (int i = 0; i < powers.length; i++) {
            powers[i] = power;
            power *= room.reflection();
        }
        for (int f = 0; f <= FRACTIONS; f++) {
            for (int k = 0; k < 2 * HALF_WIDTH; k++) {
                double t = k - (HALF_WIDTH - 1) - f / (double) FRACTIONS;
                double window = 0.5 + 0.5 * StrictMath.cos(StrictMath.PI * t / HALF_WIDTH);
                sinc[f][k] = (float) (t == 0 ? 1 : window * StrictMath.sin(StrictMath.PI * t) / (StrictMath.PI * t));
            }
        }
    }

    /** Samples of every response: the decay time, and the way across the room where there is no decay. */
    int length() {
        double diagonal =
                Math.hypot(Math.hypot(room.widthMetres(), room.lengthMetres()), room.heightMetres()) / SPEED_OF_SOUND;
        return (int) Math.ceil(sampleRate * (room.rt60Seconds() + diagonal)) + 2 * HALF_WIDTH;
    }

    /** The response from mouth to microphone. */
    float[] response(Position mouth, Position microphone) {
        double[] sum = new double[length() + 2 * HALF_WIDTH];
        double reach = length() * SPEED_OF_SOUND / sampleRate;
        double[] xs = images(mouth.x(), microphone.x(), room.widthMetres(), reach);
        double[] ys = images(mouth.y(), microphone.y(), room.lengthMetres(), reach);
        double[] zs = images(mouth.z(), microphone.z(), room.heightMetres(), reach);
        for (int i = 0; i < xs.length; i++) {
            for (int j = 0; j < ys.length; j++) {
                double flat = xs[i] * xs[i] + ys[j] * ys[j];
                if (flat < reach * reach) {
                    int order = reflections(i, xs.length) + reflections(j, ys.length);
                    column(sum, zs, flat, order, reach);
                }
            }
        }
        return highPassed(sum);
    }

    /** Adds the images above each other at one horizontal place. */
    private void column(double[] sum, double[] zs, double flat, int flatOrder, double reach) {
        for (int k = 0; k < zs.length; k++) {
            double distance = Math.sqrt(flat + zs[k] * zs[k]);
            int order = flatOrder + reflections(k, zs.length);
            if (distance < reach && powers[order] != 0) {
                add(sum, distance * sampleRate / SPEED_OF_SOUND, powers[order] / Math.max(distance, NEAREST_METRES));
            }
        }
    }

    private void add(double[] sum, double delay, double amplitude) {
        int whole = (int) delay;
        float[] taps = sinc[(int) Math.round((delay - whole) * FRACTIONS)];
        int first = whole - (HALF_WIDTH - 1);
        for (int k = Math.max(0, -first); k < taps.length; k++) {
            sum[first + k] += amplitude * taps[k];
        }
    }

    /** Distances along one axis from the microphone to all images in reach; the index tells the reflections. */
    private static double[] images(double mouth, double microphone, double side, double reach) {
        int most = (int) Math.ceil(reach / (2 * side)) + 1;
        double[] along = new double[2 * (2 * most + 1)];
        for (int n = -most; n <= most; n++) {
            along[2 * (n + most)] = 2 * n * side + mouth - microphone;
            along[2 * (n + most) + 1] = 2 * n * side - mouth - microphone;
        }
        return along;
    }

    /** Walls that the image with this index has been mirrored at, along one axis. */
    private static int reflections(int index, int count) {
        int n = index / 2 - count / 4;
        return (index & 1) == 0 ? 2 * Math.abs(n) : Math.abs(2 * n - 1);
    }

    /** The two-pole high-pass of Allen and Berkley's appendix. */
    private float[] highPassed(double[] sum) {
        double radius = StrictMath.exp(-2 * StrictMath.PI * HIGH_PASS_HZ / sampleRate);
        double b1 = 2 * radius * StrictMath.cos(2 * StrictMath.PI * HIGH_PASS_HZ / sampleRate);
        double b2 = -radius * radius;
        double a1 = -(1 + radius);
        double y1 = 0;
        double y2 = 0;
        float[] out = new float[length()];
        for (int i = 0; i < out.length; i++) {
            double y0 = sum[i] + b1 * y1 + b2 * y2;
            out[i] = (float) (y0 + a1 * y1 + radius * y2);
            y2 = y1;
            y1 = y0;
        }
        return out;
    }
}
