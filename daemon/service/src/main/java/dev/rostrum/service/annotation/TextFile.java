package dev.rostrum.service.annotation;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** UTF-8 text, read whole and written whole: a reader never meets half a file. */
public final class TextFile {
    private TextFile() {}

    /** Its lines without line ends; a byte order mark is taken off. */
    public static List<String> lines(Path file) {
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
    public static void write(Path file, String text) {
        Path absolute = file.toAbsolutePath();
        Path beside = beside(absolute);
        try {
            Files.writeString(beside, text, StandardCharsets.UTF_8);
            Files.move(beside, absolute, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw because(file, "cannot be written: " + reason(e), e);
        }
    }

    /** Sees whether {@link #write} could: leaves nothing behind. */
    public static void check(Path file) {
        Path absolute = file.toAbsolutePath();
        if (Files.isDirectory(absolute)) {
            throw new AnnotationException(file, "cannot be written: it is a folder");
        }
        try {
            Files.deleteIfExists(Files.createFile(beside(absolute)));
        } catch (IOException e) {
            throw because(file, "cannot be written: " + reason(e), e);
        }
    }

    /** A part is spoken of as its folder: nobody but us knows it. */
    private static String named(String file) {
        Path path = Path.of(file);
        boolean part =
                path.getFileName() != null && path.getFileName().toString().endsWith(".part");
        return part && path.getParent() != null ? "folder " + path.getParent() : file;
    }

    private static Path beside(Path absolute) {
        return absolute.resolveSibling("." + absolute.getFileName() + ".part");
    }

    /** A failure that names the file. */
    public static AnnotationException because(Path file, String problem, IOException cause) {
        AnnotationException exception = new AnnotationException(file, problem);
        exception.initCause(cause);
        return exception;
    }

    /** Why, in words. */
    public static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException missing -> "there is no " + named(missing.getFile());
            case AccessDeniedException denied -> "no right to " + named(denied.getFile());
            case FileAlreadyExistsException other -> named(other.getFile()) + " is in the way";
            default -> String.valueOf(e.getMessage());
        };
    }
}
