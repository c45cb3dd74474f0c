package dev.rostrum.model.natives;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;

/** Libraries as they lie packed, in a folder of an archive. */
interface LibraryArchive extends Closeable {
    /** The same word for the same contents, another for others; fit for a file name. */
    String key() throws IOException;

    /** File names, without the folder. */
    List<String> names() throws IOException;

    InputStream open(String name) throws IOException;

    /**
     * The files in a folder of a jar.
     *
     * @param jar its file
     * @param folder in it, ending with a slash
     */
    static LibraryArchive jar(Path jar, String folder) throws IOException {
        return new Jar(new JarFile(jar.toFile()), folder);
    }

    /** A jar; its list of contents carries the checksums that make the key, so the key is had without reading it. */
    record Jar(JarFile jar, String folder) implements LibraryArchive {
        private List<ZipEntry> entries() {
            return jar.stream()
                    .<ZipEntry>map(entry -> entry)
                    .filter(entry -> entry.getName().startsWith(folder))
                    .filter(entry -> entry.getName().indexOf('/', folder.length()) < 0)
                    .filter(entry -> entry.getName().length() > folder.length())
                    .sorted(Comparator.comparing(ZipEntry::getName))
                    .toList();
        }

        @Override
        public String key() {
            CRC32 sum = new CRC32();
            for (ZipEntry entry : entries()) {
                sum.update((entry.getName() + " " + entry.getSize() + " " + entry.getCrc() + "\n")
                        .getBytes(StandardCharsets.UTF_8));
            }
            return "%08x".formatted(sum.getValue());
        }

        @Override
        public List<String> names() {
            return entries().stream()
                    .map(entry -> entry.getName().substring(folder.length()))
                    .toList();
        }

        @Override
        public InputStream open(String name) throws IOException {
            return jar.getInputStream(jar.getEntry(folder + name));
        }

        @Override
        public void close() throws IOException {
            jar.close();
        }
    }
}
