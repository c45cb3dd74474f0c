package dev.rostrum.service.composition;

import dev.rostrum.service.config.ConfigException;
import dev.rostrum.service.config.ConfigLoader;
import dev.rostrum.service.config.DaemonConfig;
import dev.rostrum.service.config.LogSettings;
import dev.rostrum.service.event.CommandResult;
import dev.rostrum.service.indicator.PanelSettings;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the configuration again and applies what may change under way: light, button and how much is logged. A file
 * that is not right changes nothing and is named with line and column. Any thread, one at a time.
 */
public final class ConfigReload {
    private static final Set<String> UNDER_WAY = Set.of("log", "panel");
    private static final Logger LOG = LoggerFactory.getLogger(ConfigReload.class);

    private final Path file;
    private final Reloadable daemon;
    private final Changes changes;
    private final DaemonConfig started;
    private PanelSettings panel;
    private LogSettings log;

    /** The daemon as a reload sees it. */
    public interface Reloadable {
        /** Runs {@code chore} soon on the thread that owns the room's devices. */
        void perform(Runnable chore);

        /** Tells the service manager that a reload begins. */
        void reloading();

        /** Tells it that the reload is over, and what was wrong; empty if nothing was. */
        void reloaded(String problem);
    }

    /**
     * What can be changed under way.
     *
     * @param panel on the daemon's own thread
     * @param log on the caller's
     */
    public record Changes(Consumer<PanelSettings> panel, Consumer<LogSettings> log) {}

    /** @param started what the daemon was started with */
    public ConfigReload(Path file, DaemonConfig started, Reloadable daemon, Changes changes) {
        this.file = file;
        this.started = started;
        this.panel = started.panel();
        this.log = started.log();
        this.daemon = daemon;
        this.changes = changes;
    }

    /** Reads, applies, and says what came of it. */
    public synchronized CommandResult run() {
        daemon.reloading();
        try {
            List<String> later = apply(ConfigLoader.load(file));
            daemon.reloaded("");
            if (later.isEmpty()) {
                LOG.info("reload file={} done", file);
                return new CommandResult.Done();
            }
            String sections = String.join(", ", later);
            LOG.warn("reload file={} holds from the next start: {}", file, sections);
            return new CommandResult.Refused(
                    "restart-needed",
                    "The file is fine and what can change under way has changed; a restart is needed for: " + sections);
        } catch (ConfigException e) {
            e.problems().forEach(problem -> LOG.error("reload refused, the old settings stay: {}", problem));
            daemon.reloaded(String.join("; ", e.problems()));
            return new CommandResult.Refused(
                    "configuration", "The old settings stay: " + String.join("; ", e.problems()));
        }
    }

    /** Names of the sections that differ and hold only from a start. */
    private List<String> apply(DaemonConfig fresh) {
        if (!fresh.log().equals(log)) {
            log = fresh.log();
            changes.log().accept(log);
        }
        if (!fresh.panel().equals(panel)) {
            panel = fresh.panel();
            PanelSettings wanted = panel;
            daemon.perform(() -> changes.panel().accept(wanted));
        }
        return Arrays.stream(DaemonConfig.class.getRecordComponents())
                .filter(section -> !UNDER_WAY.contains(section.getName()))
                .filter(section -> !value(section, fresh).equals(value(section, started)))
                .map(RecordComponent::getName)
                .toList();
    }

    private static Object value(RecordComponent section, DaemonConfig of) {
        try {
            return section.getAccessor().invoke(of);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("section " + section.getName(), e);
        }
    }
}
