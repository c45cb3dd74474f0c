package dev.rostrum.service.composition;

import dev.rostrum.service.conductor.PanelController;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * The room's side.
 *
 * @param desk light, button and what they mean
 * @param service takes lines for the service manager
 * @param watchdog how often the service manager wants to hear; zero: never
 */
public record RoomContext(PanelController desk, Consumer<String> service, Duration watchdog) {}
