package dev.rostrum.drivers.simulated;

import dev.rostrum.drivers.button.Button;
import dev.rostrum.drivers.button.Edge;
import dev.rostrum.drivers.button.Edge.Position;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/** A button pressed on cue, from any thread. */
public final class SimulatedButton implements Button {
    private final ArrayBlockingQueue<Edge> edges = new ArrayBlockingQueue<>(256);
    private final AtomicLong lost = new AtomicLong();
    private volatile Runnable wake = () -> {};
    private volatile boolean alive = true;

    /** A press at {@code fromNs} that lasts {@code held}. Edges are delivered at once; only their times lie in the future. */
    public void press(long fromNs, Duration held) {
        push(new Edge(Position.PRESSED, fromNs));
        push(new Edge(Position.RELEASED, fromNs + held.toNanos()));
    }

    /** One edge, for bouncing contacts and lost releases; counted as lost when 256 wait already. */
    public void push(Edge edge) {
        if (!edges.offer(edge)) {
            lost.incrementAndGet();
        }
        wake.run();
    }

    /** Pulls the plug. */
    public void unplug() {
        alive = false;
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
        return lost.get();
    }

    @Override
    public boolean alive() {
        return alive;
    }

    @Override
    public void close() {
        alive = false;
    }
}
