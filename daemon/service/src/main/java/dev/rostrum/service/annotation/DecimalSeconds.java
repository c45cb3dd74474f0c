package dev.rostrum.service.annotation;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Pattern;

/** Seconds in text files against nanoseconds here, without a rounding in binary between them. */
public final class DecimalSeconds {
    private static final Pattern PLAIN = Pattern.compile("[+-]?(\\d{1,9}(\\.\\d{0,18})?|\\.\\d{1,18})");
    private static final Pattern SCIENTIFIC = Pattern.compile("[+-]?\\d{1,9}(\\.\\d{0,18})?[eE][+-]?\\d{1,3}");
    private static final double LARGEST = 1e9;

    private DecimalSeconds() {}

    /**
     * Nanoseconds of a decimal number of seconds.
     *
     * @throws NumberFormatException what is no finite number below a billion
     */
    public static long parse(String text) {
        if (PLAIN.matcher(text).matches()) {
            return new BigDecimal(text)
                    .movePointRight(9)
                    .setScale(0, RoundingMode.HALF_EVEN)
                    .longValueExact();
        }
        if (SCIENTIFIC.matcher(text).matches()) {
            double seconds = Double.parseDouble(text);
            if (Math.abs(seconds) < LARGEST) {
                return Math.round(seconds * 1e9);
            }
        }
        throw new NumberFormatException("'" + text + "' is no number of seconds");
    }

    /** Exact, with three decimals and more where they are needed. */
    public static String format(long nanoseconds) {
        BigDecimal seconds = BigDecimal.valueOf(nanoseconds, 9).stripTrailingZeros();
        return seconds.setScale(Math.max(3, seconds.scale()), RoundingMode.UNNECESSARY)
                .toPlainString();
    }
}
