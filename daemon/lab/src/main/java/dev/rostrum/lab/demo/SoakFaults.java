package dev.rostrum.lab.demo;

import dev.rostrum.service.capture.LineState.Line;
import dev.rostrum.service.composition.ConfigReload;
import dev.rostrum.service.composition.Daemon;
import dev.rostrum.service.config.DaemonConfig;
import dev.rostrum.service.event.CommandResult;
import dev.rostrum.service.event.RoomCommand;
import dev.rostrum.service.indicator.PanelSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** What is done to a daemon under soak from outside, and what has to come of it. One thread. */
final class SoakFaults {
    private static final long ANSWER_SECONDS = 20;

    private final Daemon daemon;
    private final EmbeddedBroker broker;
    private final JumpingClock clock;
    private final Path folder;
    private final Path file;
    private final ConfigReload reload;

    SoakFaults(Daemon daemon, EmbeddedBroker broker, JumpingClock clock, Path folder, Consumer<PanelSettings> panel) {
        this.daemon = daemon;
        this.broker = broker;
        this.clock = clock;
        this.folder = folder;
        this.file = folder.resolve("soak.yaml");
        this.reload =
                new ConfigReload(file, DaemonConfig.defaults(), daemon, new ConfigReload.Changes(panel, log -> {}));
    }

    /**
     * The next fault.
     *
     * @param failure told what did not go as it must
     * @return what was done
     */
    String inject(int number, Consumer<String> failure) throws IOException, InterruptedException {
        return switch (number % 8) {
            case 1 -> {
                Duration by = Duration.ofHours(number % 16 == 1 ? 1 : -1);
                clock.jump(by);
                yield "clock set by " + by;
            }
            case 2 -> {
                broker.restart();
                yield "broker restarted, everything forgotten";
            }
            case 3 -> {
                muteAndBack(failure);
                yield "muted and back";
            }
            case 4 -> {
                daemon.commands().submit(new RoomCommand.NewMeeting(), "soak", result -> {});
                yield "new meeting";
            }
            case 5 -> {
                muteWhereNothingIsStored(failure);
                yield "muted and back where nothing can be stored";
            }
            case 6 -> {
                reload("panel:\n  light:\n    adapter: " + (number % 16 == 6 ? "simulated" : "none"), true, failure);
                yield "reloaded with another light";
            }
            case 7 -> {
                reload("panel: [nonsense", false, failure);
                yield "reloaded a broken file";
            }
            default -> "nothing but the microphone's own faults";
        };
    }

    private void reload(String text, boolean good, Consumer<String> failure) throws IOException {
        Files.writeString(file, text);
        CommandResult result = reload.run();
        if (good != result.equals(new CommandResult.Done())) {
            failure.accept("reload of '" + text + "' gave " + result);
        }
    }

    private void muteWhereNothingIsStored(Consumer<String> failure) throws IOException, InterruptedException {
        Path written = folder.resolve("mute." + ProcessHandle.current().pid() + ".new");
        Path inTheWay = Files.createDirectories(written.resolve("in-the-way"));
        try {
            muteAndBack(failure);
        } finally {
            Files.deleteIfExists(inTheWay);
            Files.deleteIfExists(written);
        }
    }

    private void muteAndBack(Consumer<String> failure) throws InterruptedException {
        CompletableFuture<CommandResult> muted = new CompletableFuture<>();
        daemon.commands().submit(new RoomCommand.Mute(), "soak", muted::complete);
        try {
            CommandResult result = muted.get(ANSWER_SECONDS, TimeUnit.SECONDS);
            Line line = daemon.capture().state().line();
            if (!result.equals(new CommandResult.Done()) || line != Line.MUTED) {
                failure.accept("mute gave " + result + ", the line is " + line);
            }
        } catch (TimeoutException e) {
            failure.accept("mute was not answered within " + ANSWER_SECONDS + " s");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
        daemon.commands().submit(new RoomCommand.Unmute(), "soak", result -> {
            if (!result.equals(new CommandResult.Done())) {
                failure.accept("unmute gave " + result);
            }
        });
    }
}
