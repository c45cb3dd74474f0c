package dev.rostrum.model.tensorflow;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Gives back the memory that only loading needed. A library of 450 MB touches some 200 MB of itself to register its
 * thousands of operations, and runs from 25: the rest is taken from this process, whose pages that nothing has changed
 * come back from the page cache where they are touched again ({@code madvise(2)}, MADV_DONTNEED). What the allocator
 * kept of graphs in the making goes too ({@code malloc_trim(3)}). Linux only; elsewhere nothing happens.
 */
final class LibraryPages {
    private static final Path MAPS = Path.of("/proc/self/smaps");
    private static final Pattern MAPPING = Pattern.compile("([0-9a-f]+)-([0-9a-f]+) (\\S{4}) .*");
    private static final Pattern LIBRARY = Pattern.compile(".*/libtensorflow[^/]*");
    private static final int DONT_NEED = 4;

    private LibraryPages() {}

    /** Addresses of a mapping. */
    record Range(long from, long to) {}

    /** How many bytes of mappings were given back; those of them that were resident are now not. */
    static long giveBack() {
        List<Range> ranges;
        try {
            ranges = unchanged(Files.readAllLines(MAPS));
        } catch (IOException e) {
            return 0; // not Linux
        }
        long bytes = 0;
        MethodHandle madvise = function("madvise", ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT);
        for (Range range : ranges) {
            if (call(madvise, range.from(), range.to() - range.from(), DONT_NEED) == 0) {
                bytes += range.to() - range.from();
            }
        }
        if (Linker.nativeLinker().defaultLookup().find("malloc_trim").isPresent()) { // glibc's alone
            call(function("malloc_trim", ValueLayout.JAVA_LONG), 0L);
        }
        return bytes;
    }

    /** The library's mappings that cannot be written and that nothing has changed since, not even its loader. */
    static List<Range> unchanged(List<String> smaps) {
        List<Range> ranges = new ArrayList<>();
        Range last = new Range(0, 0);
        boolean candidate = false;
        for (String line : smaps) {
            Matcher mapping = MAPPING.matcher(line);
            if (mapping.matches()) {
                last = new Range(
                        Long.parseUnsignedLong(mapping.group(1), 16), Long.parseUnsignedLong(mapping.group(2), 16));
                candidate = mapping.group(3).matches("r-[-x]p")
                        && LIBRARY.matcher(line).matches();
            } else if (candidate && line.matches("Anonymous:\\s+0 kB")) {
                ranges.add(last);
            }
        }
        return ranges;
    }

    @SuppressWarnings("restricted") // every launcher allows it
    private static MethodHandle function(String name, ValueLayout... parameters) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow(name), FunctionDescriptor.of(ValueLayout.JAVA_INT, parameters));
    }

    private static int call(MethodHandle function, Object... arguments) {
        try {
            return (int) function.invokeWithArguments(arguments);
        } catch (Throwable e) { // as a method handle declares it; these functions throw nothing
            throw new IllegalStateException(e);
        }
    }
}
