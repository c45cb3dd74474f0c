package dev.rostrum.service.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where things lie when the configuration does not say: in the folders that the service manager made, else in those
 * of the machine for root and the service's user, else in the user's own.
 *
 * @param environment of the process
 * @param user the user's name
 * @param home the user's folder
 */
record Folders(Map<String, String> environment, String user, Path home) {
    static Folders ofProcess() {
        return new Folders(System.getenv(), System.getProperty("user.name"), Path.of(System.getProperty("user.home")));
    }

    /** For what must survive a restart. */
    Path state() {
        if (ofMachine()) {
            return given("STATE_DIRECTORY").orElse(Path.of("/var/lib/rostrum"));
        }
        return given("STATE_DIRECTORY")
                .orElseGet(() -> given("XDG_STATE_HOME")
                        .orElse(home.resolve(".local/state"))
                        .resolve("rostrum"));
    }

    /** For lock and control socket. */
    Path runtime() {
        if (ofMachine()) {
            return given("RUNTIME_DIRECTORY").orElse(Path.of("/run/rostrum"));
        }
        return given("RUNTIME_DIRECTORY")
                .orElseGet(() -> given("XDG_RUNTIME_DIR")
                        .map(folder -> folder.resolve("rostrum"))
                        .orElse(state().resolve("run")));
    }

    private boolean ofMachine() {
        return user.equals("root") || user.equals("rostrum");
    }

    /** The first of the folders that a variable lists. */
    private Optional<Path> given(String variable) {
        String value = environment.getOrDefault(variable, "").replaceAll(":.*", "");
        return value.isEmpty() ? Optional.empty() : Optional.of(Path.of(value));
    }
}
