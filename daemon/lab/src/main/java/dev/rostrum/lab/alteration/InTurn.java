package dev.rostrum.lab.alteration;

import java.util.List;

/**
 * Several alterations, each of what the one before it left.
 *
 * @param steps the first comes first
 */
public record InTurn(List<Alteration> steps) implements Alteration {
    public InTurn {
        steps = List.copyOf(steps);
    }

    @Override
    public float[] of(float[] mono, int rateHz, long seed) {
        float[] altered = mono.clone();
        for (Alteration step : steps) {
            altered = step.of(altered, rateHz, seed);
        }
        return altered;
    }

    @Override
    public double tempo() {
        return steps.stream().mapToDouble(Alteration::tempo).reduce(1, (a, b) -> a * b);
    }
}
