package dev.rostrum.drivers.gpio;

import com.pi4j.io.gpio.digital.DigitalStateChangeEvent;
import dev.rostrum.drivers.button.Button;
import dev.rostrum.drivers.button.Edge;
import dev.rostrum.drivers.button.Edge.Position;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/** A button on one GPIO line. Edges wait in a queue of {@value #QUEUE}; more than that are counted and dropped. */
final class GpioButton implements Button {
    private static final int QUEUE = 256;

    private final ChardevInput input;
    private final GpioBoard board;
    private final ArrayBlockingQueue<Edge> edges = new ArrayBlockingQueue<>(QUEUE);
    private final AtomicLong dropped = new AtomicLong();
    private volatile Runnable wake = () -> {};

    GpioButton(ChardevInput input, GpioBoard board) {
        this.input = input;
        this.board = board;
        input.addListener(this::enqueue);
        input.start();
    }

    @Override
    public Optional<Edge> poll() {
        return Optional.ofNullable(edges.poll());
    }

    @Override
    public void wakes(Runnable reader) {
        wake = reader;
    }

    @Override
    public long lostEdges() {
        return dropped.get() + input.missedEdges();
    }

    @Override
    public boolean alive() {
        return input.alive();
    }

    @Override
    public void close() {
        board.release(input);
    }

    private void enqueue(DigitalStateChangeEvent<?> event) {
        if (event instanceof ChardevInput.Edge edge) {
            Position position = edge.state().isHigh() ? Position.PRESSED : Position.RELEASED;
            if (!edges.offer(new Edge(position, edge.timeNs()))) {
                dropped.incrementAndGet();
            }
            wake.run();
        }
    }
}
