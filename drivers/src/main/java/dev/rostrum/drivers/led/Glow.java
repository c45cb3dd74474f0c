package dev.rostrum.drivers.led;

/**
 * What a light shows at one instant.
 *
 * @param sign what it is part of, a short stable word such as {@code muted}; for logs only
 * @param lit whether there is light at all: the only thing that a single-colour light can show
 * @param colour the colour where the light has one
 */
public record Glow(String sign, boolean lit, Colour colour) {
    /** No light. */
    public static Glow dark(String sign) {
        return new Glow(sign, false, Colour.WHITE);
    }
}
