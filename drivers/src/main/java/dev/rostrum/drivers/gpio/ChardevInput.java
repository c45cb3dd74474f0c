package dev.rostrum.drivers.gpio;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import com.pi4j.context.Context;
import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalInputBase;
import com.pi4j.io.gpio.digital.DigitalInputConfig;
import com.pi4j.io.gpio.digital.DigitalInputProvider;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.io.gpio.digital.DigitalStateChangeEvent;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Pi4J input that is one requested line; HIGH is active. A thread of its own waits for edges and tells the listeners, who
 * must only enqueue. Each event carries the kernel's time of the edge.
 */
final class ChardevInput extends DigitalInputBase {
    private static final Logger LOG = LoggerFactory.getLogger(ChardevInput.class);

    /** Closing a descriptor does not wake a reader, so the reader looks up this often whether it is to end. */
    private static final int POLL_MS = 200;

    private static final int EVENTS_PER_READ = 16;

    private final Kernel kernel;
    private final int lineFd;
    private final Thread reader;
    private volatile boolean stopping;
    private volatile boolean alive = true;
    private volatile DigitalState state;
    private final AtomicInteger missed = new AtomicInteger();
    private int lastSequence;

    /** Takes over {@code lineFd}; edges are reported from {@link #start()} on. */
    ChardevInput(DigitalInputProvider provider, DigitalInputConfig config, Kernel kernel, int lineFd) {
        super(provider, config);
        this.kernel = kernel;
        this.lineFd = lineFd;
        this.state = readState();
        this.reader =
                Thread.ofPlatform().name("gpio-" + config.id()).daemon(true).unstarted(this::readEdges);
    }

    /** An edge with its time. */
    static final class Edge extends DigitalStateChangeEvent<DigitalInput> {
        private final long timeNs;

        Edge(DigitalInput source, DigitalState state, long timeNs) {
            super(source, state);
            this.timeNs = timeNs;
        }

        /** CLOCK_MONOTONIC, the clock of {@code System.nanoTime()} on Linux. */
        long timeNs() {
            return timeNs;
        }
    }

    void start() {
        reader.start();
    }

    /** The line still reports; false once the chip is gone. */
    boolean alive() {
        return alive;
    }

    /** Edges that the kernel had to drop because its buffer was full. */
    int missedEdges() {
        return missed.get();
    }

    @Override
    public DigitalState state() {
        return state;
    }

    @Override
    public DigitalInput shutdown(Context context) {
        if (stopping) {
            return this;
        }
        stopping = true;
        try {
            reader.join(10L * POLL_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try {
            return super.shutdown(context);
        } finally {
            kernel.close(lineFd);
        }
    }

    private DigitalState readState() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment values = GpioAbi.values(arena, false);
            int result = kernel.ioctl(lineFd, GpioAbi.GET_VALUES, values);
            return result < 0
                    ? DigitalState.UNKNOWN
                    : DigitalState.state(values.get(JAVA_LONG, GpioAbi.VALUES_BITS) & 1);
        }
    }

    private void readEdges() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment events = arena.allocate((long) EVENTS_PER_READ * GpioAbi.EVENT_BYTES, 8);
            while (!stopping && alive) {
                int ready = kernel.poll(lineFd, POLL_MS);
                if (ready > 0 && (ready & Kernel.POLLIN) != 0) {
                    take(events, kernel.read(lineFd, events));
                } else if (ready != 0 && ready != -Kernel.EINTR) {
                    lose("poll", ready);
                }
            }
        }
    }

    private void take(MemorySegment events, int bytes) {
        if (bytes == -Kernel.EINTR) {
            return;
        }
        if (bytes < GpioAbi.EVENT_BYTES) {
            lose("read", bytes);
            return;
        }
        for (int at = 0; at + GpioAbi.EVENT_BYTES <= bytes; at += GpioAbi.EVENT_BYTES) {
            int sequence = events.get(JAVA_INT, at + GpioAbi.EVENT_SEQNO);
            missed.addAndGet(sequence - lastSequence - 1);
            lastSequence = sequence;
            state = events.get(JAVA_INT, at + GpioAbi.EVENT_ID) == GpioAbi.RISING
                    ? DigitalState.HIGH
                    : DigitalState.LOW;
            dispatch(new Edge(this, state, events.get(JAVA_LONG, at + GpioAbi.EVENT_TIMESTAMP)));
        }
    }

    private void lose(String call, int result) {
        alive = false;
        LOG.warn("gpio input={} lost call={} result={}", id(), call, result);
    }
}
