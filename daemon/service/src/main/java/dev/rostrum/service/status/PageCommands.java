package dev.rostrum.service.status;

import dev.rostrum.service.event.CommandResult;
import dev.rostrum.service.event.CommandWords;
import dev.rostrum.service.event.Commands;
import dev.rostrum.service.event.RoomCommand;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What the page's buttons ask for: form fields become a command, and its result comes back. Client's thread. */
final class PageCommands {
    private static final long ANSWER_WITHIN_SECONDS = 5;

    private final Commands commands;

    PageCommands(Commands commands) {
        this.commands = commands;
    }

    /**
     * Does what a form asks.
     *
     * @throws IllegalArgumentException where the form makes no sense
     */
    CommandResult obey(String form) throws InterruptedException {
        Map<String, String> fields = fields(form);
        RoomCommand command = CommandWords.read(CommandWords.required(fields, "do"), fields);
        CompletableFuture<CommandResult> result = new CompletableFuture<>();
        commands.submit(command, Commands.PAGE, result::complete);
        try {
            return result.get(ANSWER_WITHIN_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            return new CommandResult.Refused("no-answer", "The unit did not answer in time; try again.");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The fields of a form; the last of two with one name counts. */
    static Map<String, String> fields(String form) {
        Map<String, String> fields = new HashMap<>();
        for (String pair : form.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                fields.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
        return fields;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
