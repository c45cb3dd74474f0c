package dev.rostrum.daemon;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What other threads want done on the one that takes it from here, in order. Any thread adds, one does. */
final class TaskQueue {
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();

    void add(Runnable chore) {
        waiting.add(chore);
    }

    /** Does what waits; how many there were. */
    int doAll() {
        int done = 0;
        for (Runnable chore = waiting.poll(); chore != null; chore = waiting.poll()) {
            chore.run();
            done++;
        }
        return done;
    }
}
