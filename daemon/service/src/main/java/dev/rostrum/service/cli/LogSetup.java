package dev.rostrum.service.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the log to the error stream, one line an event. Where the stream is the journal's, each line starts with its
 * priority {@code <N>} as {@code sd-daemon(3)} defines it; elsewhere with the level's name.
 */
final class LogSetup {
    private static final String JOURNAL_PATTERN =
            "<%priority>%logger{0}: %msg %replace(%ex{short}){'[\\r\\n]+', ' '}%n";
    private static final String PLAIN_PATTERN = "%-5level %logger{0}: %msg%n%ex{full}";

    private LogSetup() {}

    /** Replaces whatever logging was set up before. */
    static void apply(Level level) {
        if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
            return; // another SLF4J binding is on the class path and has its own mind
        }
        context.reset();
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        boolean journal = isJournal(System.getenv("JOURNAL_STREAM"), Path.of("/proc/self/fd/2"));
        if (journal) {
            PatternLayout.DEFAULT_CONVERTER_SUPPLIER_MAP.put("priority", JournalPriority::new);
        }
        encoder.setPattern(journal ? JOURNAL_PATTERN : PLAIN_PATTERN);
        encoder.start();
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setContext(context);
        appender.setTarget("System.err");
        appender.setEncoder(encoder);
        appender.start();
        ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(level);
        root.addAppender(appender);
        // off a Raspberry Pi it reports the board as an error at every start
        context.getLogger("com.pi4j").setLevel(Level.OFF);
        // the demo's broker and light have much to say that nobody asked for
        context.getLogger("com.hivemq").setLevel(Level.ERROR);
        context.getLogger("migrations").setLevel(Level.ERROR);
    }

    /** Whether {@code JOURNAL_STREAM}, device and inode of the journal's stream, names the file behind {@code stream}. */
    static boolean isJournal(@Nullable String journalStream, Path stream) {
        if (journalStream == null) {
            return false;
        }
        try {
            Object device = Files.getAttribute(stream, "unix:dev");
            Object inode = Files.getAttribute(stream, "unix:ino");
            return journalStream.equals(device + ":" + inode);
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /** The syslog number of an event's level. */
    static final class JournalPriority extends ClassicConverter {
        @Override
        public String convert(ILoggingEvent event) {
            return switch (event.getLevel().toInt()) {
                case Level.ERROR_INT -> "3";
                case Level.WARN_INT -> "4";
                case Level.INFO_INT -> "6";
                default -> "7";
            };
        }
    }
}
