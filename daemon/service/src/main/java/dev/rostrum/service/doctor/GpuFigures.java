package dev.rostrum.service.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * What a GPU does for both networks, beside the processor. Immutable.
 *
 * @param rows in the order in which they are shown
 */
public record GpuFigures(List<Row> rows) {
    /** Whether a table without this figure is one. */
    public enum Need {
        /** Without it the check has failed. */
        MUST,
        /** Not every board can tell it. */
        WHERE_READABLE
    }

    /**
     * A line of the table. A figure that is no finite number is none.
     *
     * @param what with its unit
     * @param cpu on the processor; empty where that has no sense
     * @param gpu on the GPU
     * @param atLeast below it the GPU computes something else
     * @param atMost above it too
     */
    public record Row(
            String what,
            OptionalDouble cpu,
            OptionalDouble gpu,
            OptionalDouble atLeast,
            OptionalDouble atMost,
            Need need) {
        /** A measured row without limits. */
        static Row of(String what, OptionalDouble cpu, OptionalDouble gpu, Need need) {
            return new Row(what, cpu, gpu, OptionalDouble.empty(), OptionalDouble.empty(), need);
        }
    }

    public GpuFigures {
        rows = List.copyOf(rows);
    }

    /** A line each. */
    public String table() {
        StringBuilder table =
                new StringBuilder(String.format(Locale.ROOT, "%-52s %10s %10s%n", "", "processor", "GPU"));
        for (Row row : rows) {
            table.append(String.format(
                    Locale.ROOT, "%-52s %10s %10s%n", row.what(), shown(row.cpu(), ""), shown(row.gpu(), "none")));
        }
        return table.toString();
    }

    /** What keeps the table from being what it must be: missing figures, and those beyond their limits. */
    public List<String> complaints() {
        List<String> complaints = new ArrayList<>();
        for (Row row : rows) {
            if (!isThere(row.gpu())) {
                if (row.need() == Need.MUST) {
                    complaints.add("no figure: " + row.what());
                }
                continue;
            }
            double gpu = row.gpu().getAsDouble();
            row.atMost().ifPresent(limit -> {
                if (gpu > limit) {
                    complaints.add(String.format(Locale.ROOT, "%s is %s, at most %s", row.what(), figure(gpu), limit));
                }
            });
            row.atLeast().ifPresent(limit -> {
                if (gpu < limit) {
                    complaints.add(String.format(Locale.ROOT, "%s is %s, at least %s", row.what(), figure(gpu), limit));
                }
            });
        }
        return complaints;
    }

    private static boolean isThere(OptionalDouble value) {
        return value.isPresent() && Double.isFinite(value.getAsDouble());
    }

    private static String shown(OptionalDouble value, String otherwise) {
        return isThere(value) ? figure(value.getAsDouble()) : otherwise;
    }

    private static String figure(double value) {
        return String.format(Locale.ROOT, Math.abs(value) < 10 ? "%.5f" : "%.1f", value);
    }
}
