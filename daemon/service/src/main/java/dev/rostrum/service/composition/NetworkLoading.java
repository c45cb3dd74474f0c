package dev.rostrum.service.composition;

import dev.rostrum.diarization.frontend.SoundFormat;
import dev.rostrum.diarization.pipeline.Networks;
import dev.rostrum.model.tensorflow.LoadedModels;
import dev.rostrum.model.tensorflow.ModelReport;
import dev.rostrum.service.config.ListeningSettings;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The networks on their way into memory, on a thread of their own: meanwhile the light can blink and a stop be heard. */
public final class NetworkLoading {
    private static final Logger LOG = LoggerFactory.getLogger(NetworkLoading.class);

    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    private final FutureTask<Networks> task;

    private NetworkLoading(FutureTask<Networks> task) {
        this.task = task;
    }

    /** Begins to load what listens as {@code listening} asks. */
    public static NetworkLoading begin(ListeningSettings listening) {
        OptionalInt hop = listening.hop().stream()
                .mapToInt(wanted -> Math.toIntExact(wanted.toMillis() * SoundFormat.NETWORK_RATE / 1000))
                .findFirst();
        Networks.Settings settings =
                new Networks.Settings(hop, Networks.Settings.defaults().evidence());
        FutureTask<Networks> task = new FutureTask<>(() ->
                load(LoadedModels.Settings.defaults().on(listening.device()).with(listening.networks()), settings));
        Thread.ofPlatform().daemon().name("loading").start(task);
        return new NetworkLoading(task);
    }

    private static Networks load(LoadedModels.Settings models, Networks.Settings settings) {
        Networks networks = Networks.load(models, settings);
        ModelReport report = networks.report();
        LOG.info(
                "networks run on device={} of {} precision={} TensorFlow={} library={} {}",
                report.device(),
                report.machine().seen(),
                report.settings().precision(),
                report.tensorFlowVersion(),
                report.machine().library(),
                report.machine().comparison());
        return networks;
    }

    /** Waits a moment; true once the networks are loaded or cannot be. */
    public boolean over() throws InterruptedException {
        try {
            task.get(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException e) {
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    /**
     * The networks, once {@link #over}; the caller's to close.
     *
     * @throws dev.rostrum.model.ModelException if the weights cannot be used
     */
    public Networks networks() throws InterruptedException {
        try {
            Networks networks = task.get();
            if (networks.sampleRate() != SoundFormat.NETWORK_RATE) {
                throw new IllegalStateException("the networks take " + networks.sampleRate() + " Hz");
            }
            return networks;
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                case null, default -> throw new IllegalStateException(e.getCause());
            }
        }
    }
}
