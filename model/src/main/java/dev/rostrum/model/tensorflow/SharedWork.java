package dev.rostrum.model.tensorflow;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;

/**
 * One helping thread that takes every other piece of work off its caller, as far as it gets to run: the caller goes on
 * by itself, and waits only for the piece that the helper is at. One caller at a time; owned until {@link #close}.
 */
final class SharedWork implements AutoCloseable {
    private final ExecutorService helper = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("networks").daemon().factory());

    /**
     * Applies {@code work} to every input, the first ones first.
     *
     * @return its results in the order of the inputs
     * @throws RuntimeException the first failure on either thread, when both have ended
     */
    <I, O> List<O> all(List<I> inputs, Function<I, O> work) {
        AtomicInteger next = new AtomicInteger();
        AtomicReferenceArray<O> results = new AtomicReferenceArray<>(inputs.size());
        Runnable taking = () -> {
            for (int i = next.getAndIncrement(); i < inputs.size(); i = next.getAndIncrement()) {
                results.set(i, work.apply(inputs.get(i)));
            }
        };
        CompletableFuture<Void> helped = CompletableFuture.runAsync(taking, helper);
        try {
            taking.run();
        } catch (RuntimeException e) {
            next.set(inputs.size());
            helped.exceptionally(other -> null).join();
            throw e;
        }
        try {
            helped.join(); // cannot be interrupted: nobody may take the network from under the helper
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
        return java.util.stream.IntStream.range(0, inputs.size())
                .mapToObj(results::get)
                .toList();
    }

    @Override
    public void close() {
        helper.shutdown();
    }
}
