package dev.rostrum.service.indicator;

import dev.rostrum.drivers.DeviceException;
import dev.rostrum.drivers.led.Glow;
import dev.rostrum.drivers.led.Light;
import dev.rostrum.service.event.EventSink;
import dev.rostrum.service.event.RoomEvent;
import dev.rostrum.service.event.RoomState;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows the room's state on the status light. Takes states as an {@link EventSink}; the conductor calls {@link #tick} at least
 * every 20 ms, or while muted when the light is due, and what is shown then depends only on the state, the requests below and {@code nowNs}.
 *
 * <p>Muting keeps the promise "muted means that the line is closed": on the gesture call {@link #muting}, close the line, store
 * the mute, and only then send the state with phase MUTED.
 *
 * <p>A light that fails is closed and opened again after a pause; {@link #fault()} says why meanwhile. Conductor's thread only,
 * but for {@link #shown()} and {@link #fault()}.
 */
public final class Indicator implements EventSink, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Indicator.class);

    /** Muting ends by a state; if none comes, the light must not claim for ever that it is about to. */
    private static final long MUTING_AT_MOST_NS = 5_000_000_000L;

    private final Supplier<Light> opener;
    private final RetryPause pause = new RetryPause();
    private @Nullable Light light;
    private volatile @Nullable String fault;
    private LightPattern ofState = LightPattern.STARTING;
    private volatile LightPattern shown = LightPattern.STARTING;
    private long shownSinceNs;
    private boolean started;
    private long mutingUntilNs;
    private boolean muting;
    private long identifyUntilNs;
    private boolean identifying;

    /** @param opener opens the light, or throws {@link DeviceException}; called again after failures */
    public Indicator(Supplier<Light> opener) {
        this.opener = opener;
    }

    @Override
    public void onEvent(RoomEvent event) {
        switch (event) {
            case RoomEvent.StateChanged changed -> onState(changed.state());
            case RoomEvent.Timeline ignored -> {}
            case RoomEvent.HealthReported ignored -> {}
            case RoomEvent.SpeakerNamed ignored -> {}
        }
    }

    /** The press was seen and the line is being closed, or opened again: answers it at once. */
    public void muting(long nowNs) {
        muting = true;
        mutingUntilNs = nowNs + MUTING_AT_MOST_NS;
        tick(nowNs);
    }

    /** Blinks for {@code howLong} so that somebody finds this unit, whatever its state. */
    public void identify(long nowNs, Duration howLong) {
        identifying = true;
        identifyUntilNs = nowNs + howLong.toNanos();
        tick(nowNs);
    }

    /** Brings the light up to date; returns 1 if the sign changed, else 0. */
    public int tick(long nowNs) {
        LightPattern wanted = wanted(nowNs);
        int work = 0;
        if (!started || wanted != shown) {
            started = true;
            shown = wanted;
            shownSinceNs = nowNs;
            work = 1;
        }
        show(new Glow(shown.word(), shown.lit(nowNs - shownSinceNs), shown.colour()), nowNs);
        return work;
    }

    /** How long the light stays as the last tick left it, unless something happens. */
    public Duration steadyFor(long nowNs) {
        return Duration.ofNanos(shown.steadyNs(nowNs - shownSinceNs));
    }

    /** What the light says now, as of the last tick. Any thread. */
    public LightPattern shown() {
        return shown;
    }

    /** Why there is no light although one is configured; empty when it works. Any thread. */
    public Optional<String> fault() {
        return Optional.ofNullable(fault);
    }

    /** How the light goes dark if the process is killed; empty while it is not open. */
    public Optional<Light.Darkening> darkening() {
        return Optional.ofNullable(light).map(Light::darkening);
    }

    /** Lets go of the light and opens it again at the next tick: the opener may open another. */
    public void reopen() {
        closeLight();
        fault = null;
        pause.worked();
    }

    /** Dark. Close the microphones first. */
    @Override
    public void close() {
        closeLight();
    }

    private void onState(RoomState state) {
        ofState = LightPattern.of(state);
        muting = false;
    }

    private LightPattern wanted(long nowNs) {
        if (muting && nowNs - mutingUntilNs >= 0) {
            muting = false;
        }
        if (identifying && nowNs - identifyUntilNs >= 0) {
            identifying = false;
        }
        if (muting) {
            return LightPattern.MUTING;
        }
        return identifying ? LightPattern.IDENTIFY : ofState;
    }

    private void show(Glow glow, long nowNs) {
        if (light == null && !pause.over(nowNs)) {
            return;
        }
        try {
            if (light == null) {
                light = opener.get();
            }
            light.show(glow);
            if (pause.worked()) {
                LOG.info("light recovered sign={}", glow.sign());
            }
            fault = null;
        } catch (DeviceException e) {
            fault = e.getMessage();
            closeLight();
            if (pause.failed(nowNs)) {
                LOG.warn("light failed, tried again at intervals: {}", e.getMessage());
            }
        }
    }

    private void closeLight() {
        if (light != null) {
            light.close();
            light = null;
        }
    }
}
