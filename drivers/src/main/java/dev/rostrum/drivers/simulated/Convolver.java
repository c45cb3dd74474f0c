package dev.rostrum.drivers.simulated;

import java.util.Arrays;

/**
 * Adds a voice, convolved with one response per microphone, to the microphones' sound: overlap-add in the frequency
 * domain (T. G. Stockham, High-speed convolution and correlation, 1966), two microphones per transform, one as the
 * real and one as the imaginary part. Not thread-safe.
 */
public final class Convolver {
    private final FourierTransform transform;
    private final int hop;
    private final double[] re;
    private final double[] im;
    private final double[] voiceRe;
    private final double[] voiceIm;

    /**
     * @param responseLength the most samples in a response
     */
    public Convolver(int responseLength) {
        transform = new FourierTransform(2 * Integer.highestOneBit(Math.max(512, responseLength - 1)) * 2);
        hop = transform.size() - responseLength + 1;
        re = new double[transform.size()];
        im = new double[transform.size()];
        voiceRe = new double[transform.size()];
        voiceIm = new double[transform.size()];
    }

    /**
     * Convolves and adds.
     *
     * @param voice the dry samples
     * @param responses {@code [microphone][sample]}
     * @param into {@code [microphone][sample]}; what falls outside is dropped
     * @param begin index in {@code into} of the voice's first sample
     */
    public void add(float[] voice, float[][] responses, float[][] into, long begin) {
        for (int pair = 0; pair < responses.length; pair += 2) {
            boolean two = pair + 1 < responses.length;
            double[] hr = new double[transform.size()];
            double[] hi = new double[transform.size()];
            widen(responses[pair], 0, responses[pair].length, hr);
            if (two) {
                widen(responses[pair + 1], 0, responses[pair + 1].length, hi);
            }
            transform.forward(hr, hi);
            for (int from = 0; from < voice.length; from += hop) {
                block(voice, from, hr, hi);
                mix(re, into[pair], begin + from);
                if (two) {
                    mix(im, into[pair + 1], begin + from);
                }
            }
        }
    }

    private void block(float[] voice, int from, double[] hr, double[] hi) {
        Arrays.fill(voiceRe, 0);
        Arrays.fill(voiceIm, 0);
        widen(voice, from, Math.min(hop, voice.length - from), voiceRe);
        transform.forward(voiceRe, voiceIm);
        for (int k = 0; k < re.length; k++) {
            re[k] = voiceRe[k] * hr[k] - voiceIm[k] * hi[k];
            im[k] = voiceRe[k] * hi[k] + voiceIm[k] * hr[k];
        }
        transform.inverse(re, im);
    }

    private void mix(double[] from, float[] into, long begin) {
        int count = (int) Math.min(transform.size(), into.length - begin);
        for (int i = (int) Math.max(0, -begin); i < count; i++) {
            into[(int) begin + i] += (float) (from[i] / transform.size());
        }
    }

    private static void widen(float[] from, int begin, int count, double[] into) {
        for (int i = 0; i < count; i++) {
            into[i] = from[begin + i];
        }
    }
}
