package dev.rostrum.service.agent;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What other threads want done on the one that takes it from here, in order. Any thread adds, one does. */
public final class TaskQueue {
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();

    public void add(Runnable chore) {
        waiting.add(chore);
    }

    /** Does what waits; how many there were. */
    public int doAll() {
        int done = 0;
        for (Runnable chore = waiting.poll(); chore != null; chore = waiting.poll()) {
            chore.run();
            done++;
        }
        return done;
    }
}
