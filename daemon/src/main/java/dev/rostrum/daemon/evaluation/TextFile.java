package dev.rostrum.daemon.evaluation;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** UTF-8 text, read whole and written whole: a reader never meets half a file. */
final class TextFile {
    private TextFile() {}

    /** Its lines without line ends; a byte order mark is taken off. */
    static List<String> lines(Path file) {
        try {
            String text = Files.readString(file, StandardCharsets.UTF_8);
            return (text.startsWith("\uFEFF") ? text.substring(1) : text)
                    .lines()
                    .toList();
        } catch (CharacterCodingException e) {
            throw because(file, "is no UTF-8 text", e);
        } catch (IOException e) {
            throw because(file, "cannot be read: " + reason(e), e);
        }
    }

    /** Writes beside the file, then puts it in its place. */
    static void write(Path file, String text) {
        Path absolute = file.toAbsolutePath();
        Path beside = absolute.resolveSibling("." + absolute.getFileName() + ".part");
        try {
            Files.writeString(beside, text, StandardCharsets.UTF_8);
            Files.move(beside, absolute, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw because(file, "cannot be written: " + reason(e), e);
        }
    }

    private static AnnotationException because(Path file, String problem, IOException cause) {
        AnnotationException exception = new AnnotationException(file, problem);
        exception.initCause(cause);
        return exception;
    }

    private static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException missing -> "there is no " + missing.getFile();
            case AccessDeniedException denied -> "no right to " + denied.getFile();
            default -> String.valueOf(e.getMessage());
        };
    }
}
