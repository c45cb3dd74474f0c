package dev.rostrum.diarization;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.model.ModelException;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program of the README as a Maven project of somebody else, which knows the library and nothing beside it. */
class OutsideProgramIT {
    private static final Path ROOT = Path.of(property("rostrum.root"));
    private static final String VERSION = property("rostrum.version");

    private final List<Path> links = new ArrayList<>();

    @TempDir
    Path folder;

    @Test
    void shouldHearWhatTheLibraryHears() throws Exception {
        float[] sound = Meetings.carried(15);
        Path wav = folder.resolve("meeting.wav");
        write(wav, sound);
        Path project = project();

        run(
                project,
                maven(),
                "-o",
                "-q",
                "-B",
                "-Dmaven.repo.local=" + repository(),
                "compile",
                "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath",
                "-Dmdep.outputFile=classpath");
        String classPath = project.resolve("target/classes")
                + File.pathSeparator
                + Files.readString(project.resolve("classpath")).strip();
        String said = run(
                project,
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath,
                "WhoSpeaks",
                wav.toString());

        List<String> lines = new ArrayList<>();
        try (Diarizer diarizer = Diarizer.open(Diarizer.Settings.mono(), event -> {})) {
            diarizer.accept(new float[][] {sixteenBits(sound)}, sound.length);
            diarizer.finish()
                    .forEach(turn ->
                            lines.add(turn.speaker().label() + " " + turn.fromSample() + " " + turn.toSample()));
        }
        assertThat(said.lines()).isNotEmpty().isEqualTo(lines);
        assertThat(classPath).doesNotContain("paho", "pi4j", "picocli", "hivemq", "rostrum-drivers");
    }

    private Path project() throws IOException {
        String readme = Files.readString(ROOT.resolve("daemon/diarization/README.md"));
        Matcher program = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(readme);
        assertThat(program.find()).isTrue();
        Path project = folder.resolve("outside");
        Path sources = Files.createDirectories(project.resolve("src/main/java"));
        Files.writeString(sources.resolve("WhoSpeaks.java"), program.group(1));
        Files.writeString(project.resolve("pom.xml"), """
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>com.example</groupId>
                  <artifactId>who-speaks</artifactId>
                  <version>1</version>
                  <properties>
                    <maven.compiler.release>25</maven.compiler.release>
                    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
                  </properties>
                  <dependencies>
                    <dependency>
                      <groupId>dev.rostrum</groupId>
                      <artifactId>rostrum-diarization</artifactId>
                      <version>%s</version>
                    </dependency>
                  </dependencies>
                  <build>
                    <pluginManagement>
                      <plugins>
                        <plugin><artifactId>maven-resources-plugin</artifactId><version>3.3.1</version></plugin>
                        <plugin><artifactId>maven-compiler-plugin</artifactId><version>3.14.0</version></plugin>
                      </plugins>
                    </pluginManagement>
                  </build>
                </project>
                """.formatted(VERSION));
        return project;
    }

    /** What {@code mvn install} would leave, beside all else that was fetched before, without touching that. */
    private Path repository() throws IOException, URISyntaxException {
        Path fetched = Path.of(property("rostrum.repository"));
        Path own = Files.createDirectories(folder.resolve("repository"));
        link(fetched, own, "dev");
        Path dev = Files.createDirectories(own.resolve("dev"));
        if (Files.isDirectory(fetched.resolve("dev"))) {
            link(fetched.resolve("dev"), dev, "rostrum");
        }
        install(dev, "rostrum", ROOT.resolve("pom.xml"), null);
        install(dev, "rostrum-daemon", ROOT.resolve("daemon/pom.xml"), null);
        install(dev, "rostrum-model", ROOT.resolve("model/pom.xml"), ModelException.class);
        install(dev, "rostrum-diarization", ROOT.resolve("daemon/diarization/pom.xml"), Diarizer.class);
        return own;
    }

    private void link(Path from, Path to, String except) throws IOException {
        try (Stream<Path> entries = Files.list(from)) {
            for (Path entry : entries.toList()) {
                if (!entry.getFileName().toString().equals(except)) {
                    links.add(Files.createSymbolicLink(to.resolve(entry.getFileName()), entry));
                }
            }
        }
    }

    /** Before the folder is emptied, so that nobody has to ask whether what they point to is. */
    @AfterEach
    void unlink() throws IOException {
        for (Path link : links) {
            Files.delete(link);
        }
    }

    private static void install(Path dev, String artifact, Path pom, @Nullable Class<?> inIt)
            throws IOException, URISyntaxException {
        Path place =
                Files.createDirectories(dev.resolve("rostrum").resolve(artifact).resolve(VERSION));
        Files.copy(pom, place.resolve(artifact + "-" + VERSION + ".pom"));
        if (inIt != null) {
            Path classes = Path.of(
                    inIt.getProtectionDomain().getCodeSource().getLocation().toURI());
            Path jar = place.resolve(artifact + "-" + VERSION + ".jar");
            if (Files.isDirectory(classes)) {
                pack(classes, jar);
            } else {
                Files.copy(classes, jar);
            }
        }
    }

    private static void pack(Path classes, Path jar) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                Stream<Path> entries = Files.walk(classes)) {
            for (Path entry : entries.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new JarEntry(classes.relativize(entry).toString()));
                Files.copy(entry, out);
                out.closeEntry();
            }
        }
    }

    private static String maven() {
        return Path.of(property("rostrum.maven"), "bin", "mvn").toString();
    }

    private String run(Path in, String... words) throws IOException, InterruptedException {
        Path err = folder.resolve("err");
        ProcessBuilder builder =
                new ProcessBuilder(words).directory(in.toFile()).redirectError(err.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("TF_CPP_MIN_LOG_LEVEL", "3");
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(said + Files.readString(err)).isZero();
        return said;
    }

    private static void write(Path wav, float[] sound) throws IOException {
        byte[] bytes = new byte[2 * sound.length];
        float[] rounded = sixteenBits(sound);
        for (int i = 0; i < sound.length; i++) {
            int value = (int) (rounded[i] * 32768);
            bytes[2 * i] = (byte) value;
            bytes[2 * i + 1] = (byte) (value >> 8);
        }
        AudioFormat format = new AudioFormat(16_000, 16, 1, true, false);
        try (var stream = new AudioInputStream(new ByteArrayInputStream(bytes), format, sound.length)) {
            AudioSystem.write(stream, AudioFileFormat.Type.WAVE, wav.toFile());
        }
    }

    private static float[] sixteenBits(float[] sound) {
        float[] rounded = new float[sound.length];
        for (int i = 0; i < sound.length; i++) {
            rounded[i] = Math.clamp(Math.round(sound[i] * 32768), -32768, 32767) / 32768f;
        }
        return rounded;
    }

    private static String property(String name) {
        return Objects.requireNonNull(System.getProperty(name), name);
    }
}
