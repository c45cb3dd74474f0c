package dev.rostrum.service.config;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The units that a value may carry. */
enum Unit {
    MICROSECOND("us", Dimension.TIME, "0.000001"),
    MILLISECOND("ms", Dimension.TIME, "0.001"),
    SECOND("s", Dimension.TIME, "1"),
    MINUTE("min", Dimension.TIME, "60"),
    HOUR("h", Dimension.TIME, "3600"),
    MILLIMETRE("mm", Dimension.LENGTH, "0.001"),
    CENTIMETRE("cm", Dimension.LENGTH, "0.01"),
    METRE("m", Dimension.LENGTH, "1"),
    HERTZ("Hz", Dimension.FREQUENCY, "1"),
    KILOHERTZ("kHz", Dimension.FREQUENCY, "1000"),
    DECIBEL("dB", Dimension.LEVEL, "1"),
    DEGREE("deg", Dimension.ANGLE, "1"),
    BYTE("B", Dimension.SIZE, "1"),
    KILOBYTE("kB", Dimension.SIZE, "1000"),
    MEGABYTE("MB", Dimension.SIZE, "1000000"),
    GIGABYTE("GB", Dimension.SIZE, "1000000000"),
    ONE("", Dimension.SHARE, "1"),
    PERCENT("%", Dimension.SHARE, "0.01");

    /** What can be converted into each other. */
    enum Dimension {
        TIME,
        LENGTH,
        FREQUENCY,
        LEVEL,
        ANGLE,
        SIZE,
        SHARE
    }

    private final String symbol;
    private final Dimension dimension;
    private final BigDecimal factor;

    Unit(String symbol, Dimension dimension, String factor) {
        this.symbol = symbol;
        this.dimension = dimension;
        this.factor = new BigDecimal(factor);
    }

    static Optional<Unit> ofSymbol(String symbol) {
        return Arrays.stream(values()).filter(u -> u.symbol.equals(symbol)).findFirst();
    }

    String symbol() {
        return symbol;
    }

    /** How many of the dimension's first unit one of these is. */
    BigDecimal factor() {
        return factor;
    }

    boolean converts(Unit other) {
        return dimension == other.dimension;
    }

    /** Every unit of the same kind, smallest first. */
    List<Unit> family() {
        return Arrays.stream(values()).filter(this::converts).toList();
    }
}
