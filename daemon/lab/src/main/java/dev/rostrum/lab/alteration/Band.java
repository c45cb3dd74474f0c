package dev.rostrum.lab.alteration;

import java.util.ArrayList;
import java.util.List;

/**
 * Only the frequencies between two edges: Butterworth filters of the fourth order, 3 dB down at each edge and 24 dB an
 * octave beyond, each as two second-order sections by the bilinear transform with the edge kept in place.
 *
 * @param fromHz lower edge, 0 for none
 * @param toHz upper edge, at or above half the rate for none
 */
public record Band(double fromHz, double toHz) implements Alteration {
    /** Of the two pole pairs of a Butterworth filter of the fourth order: 1 / (2 cos of their angles). */
    private static final double[] QUALITIES = {1 / (2 * Math.cos(Math.PI / 8)), 1 / (2 * Math.cos(3 * Math.PI / 8))};

    public Band {
        if (!(fromHz >= 0 && toHz > fromHz)) {
            throw new IllegalArgumentException("fromHz=" + fromHz + " toHz=" + toHz);
        }
    }

    @Override
    public float[] of(float[] mono, int rateHz, long seed) {
        List<Section> sections = new ArrayList<>();
        for (double quality : QUALITIES) {
            if (fromHz > 0) {
                sections.add(Section.highPass(fromHz / rateHz, quality));
            }
            if (2 * toHz < rateHz) {
                sections.add(Section.lowPass(toHz / rateHz, quality));
            }
        }
        double[] sound = new double[mono.length];
        for (int i = 0; i < mono.length; i++) {
            sound[i] = mono[i];
        }
        sections.forEach(section -> section.filter(sound));
        float[] altered = new float[mono.length];
        for (int i = 0; i < mono.length; i++) {
            altered[i] = (float) sound[i];
        }
        return altered;
    }

    /** y[n] = b0 (x[n] + b1 x[n-1] + x[n-2]) - a1 y[n-1] - a2 y[n-2]. */
    private record Section(double b0, double b1, double a1, double a2) {
        static Section lowPass(double edge, double quality) {
            double k = Math.tan(Math.PI * edge);
            double norm = 1 / (1 + k / quality + k * k);
            return new Section(k * k * norm, 2, 2 * (k * k - 1) * norm, (1 - k / quality + k * k) * norm);
        }

        static Section highPass(double edge, double quality) {
            double k = Math.tan(Math.PI * edge);
            double norm = 1 / (1 + k / quality + k * k);
            return new Section(norm, -2, 2 * (k * k - 1) * norm, (1 - k / quality + k * k) * norm);
        }

        void filter(double[] sound) {
            double x1 = 0;
            double x2 = 0;
            double y1 = 0;
            double y2 = 0;
            for (int i = 0; i < sound.length; i++) {
                double x = sound[i];
                double y = b0 * (x + b1 * x1 + x2) - a1 * y1 - a2 * y2;
                x2 = x1;
                x1 = x;
                y2 = y1;
                y1 = y;
                sound[i] = y;
            }
        }
    }
}
