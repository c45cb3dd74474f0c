package dev.rostrum.drivers.gpio;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/**
 * Sizes, offsets and request numbers of the GPIO character device's second interface ({@code linux/gpio.h}, kernel 5.10 and
 * later). All fields have fixed widths, so the numbers hold on every 64-bit and 32-bit machine; a test compares them with
 * the header.
 */
final class GpioAbi {
    static final long GET_CHIPINFO = 0x8044B401L;
    static final long GET_LINEINFO = 0xC100B405L;
    static final long GET_LINE = 0xC250B407L;
    static final long GET_VALUES = 0xC010B40EL;
    static final long SET_VALUES = 0xC010B40FL;

    static final int CHIP_INFO_BYTES = 68;
    static final int CHIP_NAME = 0;
    static final int CHIP_LABEL = 32;
    static final int CHIP_LINES = 64;

    static final int LINE_INFO_BYTES = 256;
    static final int LINE_NAME = 0;
    static final int LINE_CONSUMER = 32;
    static final int LINE_OFFSET = 64;
    static final int LINE_FLAGS = 72;

    static final int REQUEST_BYTES = 592;
    static final int REQUEST_OFFSETS = 0;
    static final int REQUEST_CONSUMER = 256;
    static final int REQUEST_CONFIG = 288;
    static final int REQUEST_NUM_LINES = 560;
    static final int REQUEST_EVENT_BUFFER = 564;
    static final int REQUEST_FD = 588;

    /** Within the config, which begins at {@link #REQUEST_CONFIG}. */
    static final int CONFIG_FLAGS = 0;

    static final int CONFIG_NUM_ATTRS = 8;
    static final int CONFIG_ATTRS = 32;
    static final int ATTR_BYTES = 24;
    static final int ATTR_ID = 0;
    static final int ATTR_VALUE = 8;
    static final int ATTR_MASK = 16;

    static final int VALUES_BYTES = 16;
    static final int VALUES_BITS = 0;
    static final int VALUES_MASK = 8;

    static final int EVENT_BYTES = 48;
    static final int EVENT_TIMESTAMP = 0;
    static final int EVENT_ID = 8;
    static final int EVENT_SEQNO = 16;

    static final int RISING = 1;
    static final int FALLING = 2;

    static final long FLAG_USED = 1L;
    static final long FLAG_ACTIVE_LOW = 1L << 1;
    static final long FLAG_INPUT = 1L << 2;
    static final long FLAG_OUTPUT = 1L << 3;
    static final long FLAG_EDGE_RISING = 1L << 4;
    static final long FLAG_EDGE_FALLING = 1L << 5;
    static final long FLAG_PULL_UP = 1L << 8;
    static final long FLAG_PULL_DOWN = 1L << 9;
    static final long FLAG_BIAS_DISABLED = 1L << 10;

    static final int ATTR_ID_OUTPUT_VALUES = 2;
    static final int ATTR_ID_DEBOUNCE = 3;

    /** Who holds our lines, as {@code gpioinfo} shows it. */
    static final String CONSUMER = "rostrumd";

    /** Room for this many edges in the kernel while nobody reads; its default is 16. */
    static final int EVENT_BUFFER_SIZE = 256;

    private static final int NAME_BYTES = 32;

    private GpioAbi() {}

    /** A request for one line as an output that starts inactive. */
    static MemorySegment outputRequest(Arena arena, int offset, LineSpec spec) {
        MemorySegment request = request(arena, offset, FLAG_OUTPUT | spec.flags());
        attribute(request, ATTR_ID_OUTPUT_VALUES);
        return request;
    }

    /** A request for one line as an input that reports both edges, debounced in the kernel where {@code debounceUs} > 0. */
    static MemorySegment inputRequest(Arena arena, int offset, LineSpec spec) {
        long flags = FLAG_INPUT | FLAG_EDGE_RISING | FLAG_EDGE_FALLING;
        MemorySegment request = request(arena, offset, flags | spec.flags());
        request.set(JAVA_INT, REQUEST_EVENT_BUFFER, EVENT_BUFFER_SIZE);
        if (spec.debounceUs() > 0) {
            MemorySegment attribute = attribute(request, ATTR_ID_DEBOUNCE);
            attribute.set(JAVA_INT, ATTR_VALUE, spec.debounceUs());
        }
        return request;
    }

    /** One line's value, for {@link #SET_VALUES}: bits are numbered by the lines of the request, not by offset. */
    static MemorySegment values(Arena arena, boolean active) {
        MemorySegment values = arena.allocate(VALUES_BYTES, 8);
        values.set(JAVA_LONG, VALUES_BITS, active ? 1 : 0);
        values.set(JAVA_LONG, VALUES_MASK, 1);
        return values;
    }

    /** A NUL-terminated name of at most 32 bytes. */
    static String name(MemorySegment struct, int at) {
        byte[] bytes = struct.asSlice(at, NAME_BYTES).toArray(JAVA_BYTE);
        int length = 0;
        while (length < NAME_BYTES && bytes[length] != 0) {
            length++;
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    /** Zeroed by the arena, which matters: non-zero padding is refused. */
    private static MemorySegment request(Arena arena, int offset, long flags) {
        MemorySegment request = arena.allocate(REQUEST_BYTES, 8);
        request.set(JAVA_INT, REQUEST_OFFSETS, offset);
        byte[] consumer = CONSUMER.getBytes(StandardCharsets.US_ASCII);
        MemorySegment.copy(consumer, 0, request, JAVA_BYTE, REQUEST_CONSUMER, consumer.length);
        request.set(JAVA_LONG, REQUEST_CONFIG + CONFIG_FLAGS, flags);
        request.set(JAVA_INT, REQUEST_NUM_LINES, 1);
        return request;
    }

    private static MemorySegment attribute(MemorySegment request, int id) {
        request.set(JAVA_INT, REQUEST_CONFIG + CONFIG_NUM_ATTRS, 1);
        MemorySegment attribute = request.asSlice(REQUEST_CONFIG + CONFIG_ATTRS, ATTR_BYTES);
        attribute.set(JAVA_INT, ATTR_ID, id);
        attribute.set(JAVA_LONG, ATTR_MASK, 1);
        return attribute;
    }
}
