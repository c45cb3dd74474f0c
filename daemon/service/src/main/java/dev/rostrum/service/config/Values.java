package dev.rostrum.service.config;

import dev.rostrum.diarization.settings.Key;
import dev.rostrum.service.config.Quantity.NoQuantity;
import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Text to typed values and back, for the types that settings are made of. */
final class Values {
    private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000);

    private Values() {}

    /**
     * Reads one value.
     *
     * @param type a number, boolean, text, duration, path or enum type
     * @throws NoQuantity if the text is no such value or lies outside the key's range; completes "latency is ..."
     */
    static Object read(Class<?> type, Key key, String text) throws NoQuantity {
        if (type == String.class) {
            return text;
        } else if (type == boolean.class || type == Boolean.class) {
            return truth(text);
        } else if (type == Duration.class) {
            BigDecimal seconds = inRange(Quantity.parse(text, Unit.SECOND, false), Unit.SECOND, key, text);
            return Duration.ofNanos(seconds.multiply(NANOS).longValue());
        } else if (type == Path.class) {
            return path(text);
        } else if (type.isEnum()) {
            return word(type, text);
        }
        return number(type, key, text);
    }

    /** How {@link #read} would have it written. */
    static String write(Object value, Key key) {
        return switch (value) {
            case Duration duration ->
                Quantity.format(BigDecimal.valueOf(duration.toNanos()).divide(NANOS), Unit.SECOND);
            case Enum<?> word -> Keys.kebab(word.name());
            case Double number -> Quantity.format(BigDecimal.valueOf(number), unit(key));
            case Integer number -> Quantity.format(BigDecimal.valueOf(number), unit(key));
            case Long number -> Quantity.format(BigDecimal.valueOf(number), unit(key));
            default -> value.toString();
        };
    }

    /** The type in a user's words. */
    static String describe(Class<?> type, Key key) {
        String unit = key.unit().isEmpty() ? "" : " in " + key.unit();
        if (type == String.class) {
            return "text";
        } else if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        } else if (type == Duration.class) {
            return "duration" + range(key, Unit.SECOND);
        } else if (type == Path.class) {
            return "path";
        } else if (type.isEnum()) {
            return "one of " + words(type);
        }
        boolean whole = type != double.class && type != Double.class;
        return (whole ? "whole number" : "number") + unit + range(key, unit(key));
    }

    private static Object number(Class<?> type, Key key, String text) throws NoQuantity {
        BigDecimal number = inRange(Quantity.parse(text, unit(key), true), unit(key), key, text);
        if (type == double.class || type == Double.class) {
            return number.doubleValue();
        }
        try {
            if (type == long.class || type == Long.class) {
                return number.longValueExact();
            } else if (type == int.class || type == Integer.class) {
                return number.intValueExact();
            }
        } catch (ArithmeticException e) {
            throw new NoQuantity("'" + text + "', must be a whole number" + range(key, unit(key)));
        }
        throw new IllegalArgumentException("type=" + type + " cannot be a setting");
    }

    private static BigDecimal inRange(BigDecimal number, Unit unit, Key key, String text) throws NoQuantity {
        if (number.doubleValue() < key.min() || number.doubleValue() > key.max()) {
            throw new NoQuantity("'" + text + "', must be" + range(key, unit));
        }
        return number;
    }

    private static String range(Key key, Unit unit) {
        boolean least = key.min() != Double.NEGATIVE_INFINITY;
        boolean most = key.max() != Double.POSITIVE_INFINITY;
        if (least && most) {
            return " from " + bound(key.min(), unit) + " to " + bound(key.max(), unit);
        }
        return least ? " at least " + bound(key.min(), unit) : most ? " at most " + bound(key.max(), unit) : "";
    }

    private static String bound(double value, Unit unit) {
        return Quantity.format(BigDecimal.valueOf(value), unit);
    }

    private static Unit unit(Key key) {
        return Unit.ofSymbol(key.unit()).orElseThrow(() -> new IllegalArgumentException("unit=" + key.unit()));
    }

    private static Boolean truth(String text) throws NoQuantity {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new NoQuantity("'" + text + "', must be true or false");
        };
    }

    private static Path path(String text) throws NoQuantity {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new NoQuantity("'" + text + "', which is no path: " + e.getReason());
        }
    }

    private static Object word(Class<?> type, String text) throws NoQuantity {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> Keys.kebab(((Enum<?>) constant).name()).equals(text))
                .findFirst()
                .orElseThrow(() -> new NoQuantity("'" + text + "', must be one of " + words(type)));
    }

    private static String words(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> Keys.kebab(((Enum<?>) constant).name()))
                .collect(Collectors.joining(", "));
    }
}
