package dev.rostrum.service.config;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Numbers with a unit, such as {@code 500ms}, {@code 3.2cm}, {@code 16kHz}, {@code -30dB}, {@code 0.7}. Exact. */
public final class Quantity {
    private static final Pattern FORM =
            Pattern.compile("([+-]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][+-]?\\d+)?)\\s*(\\D*)");

    /** In seconds; nanoseconds of it fit into a long. */
    private static final BigDecimal CENTURY = BigDecimal.valueOf(3_155_760_000L);

    private Quantity() {}

    /** Why a text is no quantity; the message completes "latency is ...". */
    public static final class NoQuantity extends Exception {
        private static final long serialVersionUID = 1L;

        NoQuantity(String message) {
            super(message);
        }
    }

    /**
     * A length of time.
     *
     * @param bareUnit what a number without a unit counts in, such as {@code s}
     * @throws NoQuantity if it is none, is negative or longer than a century; completes "latency is ..."
     */
    public static Duration duration(String text, String bareUnit) throws NoQuantity {
        Unit bare = Unit.ofSymbol(bareUnit).orElseThrow(() -> new IllegalArgumentException("unit=" + bareUnit));
        BigDecimal seconds = parse(text, bare, true).multiply(bare.factor());
        if (seconds.signum() < 0 || seconds.compareTo(CENTURY) > 0) {
            throw new NoQuantity("'" + text + "', which is no length of time");
        }
        return Duration.ofNanos(seconds.movePointRight(9).longValue());
    }

    /**
     * Reads {@code text} and converts it to {@code unit}.
     *
     * @param bare whether a number without a unit counts in {@code unit}
     */
    static BigDecimal parse(String text, Unit unit, boolean bare) throws NoQuantity {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw new NoQuantity("'" + text + "', must be a number" + examples(unit));
        }
        BigDecimal number = new BigDecimal(matcher.group(1));
        String symbol = matcher.group(2).strip();
        if (symbol.isEmpty() && (bare || unit == Unit.ONE)) {
            return number;
        }
        Unit given = Unit.ofSymbol(symbol).filter(u -> !symbol.isEmpty()).orElse(null);
        if (given == null || !given.converts(unit)) {
            throw new NoQuantity("'" + text + "', "
                    + (symbol.isEmpty() ? "must have a unit" : "has no unit that fits here") + examples(unit));
        }
        return number.multiply(given.factor()).divide(unit.factor(), MathContext.DECIMAL128);
    }

    /** The plainest way to write {@code value}; {@link #parse} reads the same value from it. */
    static String format(BigDecimal value, Unit unit) {
        if (value.signum() == 0 || unit == Unit.ONE) {
            return plain(value) + unit.symbol();
        }
        return unit.family().stream()
                .filter(u -> u != Unit.PERCENT)
                .map(u ->
                        plain(value.multiply(unit.factor()).divide(u.factor(), 9, RoundingMode.HALF_EVEN)) + u.symbol())
                .filter(form -> reads(form, value, unit))
                .min(Comparator.comparingInt(Quantity::length))
                .orElse(plain(value) + unit.symbol());
    }

    /** Figures in a form; a decimal point weighs more than any number of them. */
    private static int length(String form) {
        return form.replaceAll("[^0-9]", "").length() + (form.indexOf('.') >= 0 ? 100 : 0);
    }

    private static boolean reads(String form, BigDecimal value, Unit unit) {
        try {
            return parse(form, unit, true).compareTo(value) == 0;
        } catch (NoQuantity e) {
            return false;
        }
    }

    private static String plain(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    private static String examples(Unit unit) {
        return unit == Unit.ONE
                ? ""
                : " in "
                        + unit.family().stream()
                                .map(Unit::symbol)
                                .filter(s -> !s.isEmpty())
                                .collect(Collectors.joining(", "));
    }
}
