package dev.rostrum.lab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.service.testing.SourceTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The script {@code rostrum} in a made-up tree whose Java and Maven only write down how they were called. */
class LauncherTest {
    private record Outcome(int code, String out, String err) {}

    @TempDir
    private Path folder;

    private Path tree;
    private Path jdks;
    private Path programs;
    private final Map<String, String> environment = new TreeMap<>();

    @BeforeEach
    void makeTree() throws IOException {
        tree = Files.createDirectories(folder.resolve("a tree with spaces"));
        jdks = Files.createDirectories(folder.resolve("jdks"));
        programs = Files.createDirectories(folder.resolve("programs"));
        Path root = SourceTree.ROOT;
        Files.copy(root.resolve("rostrum"), tree.resolve("rostrum"));
        Files.writeString(tree.resolve("pom.xml"), "<project/>");
        for (String module : List.of("drivers", "model", "daemon/diarization", "daemon/service", "daemon/lab")) {
            Files.createDirectories(tree.resolve(module).resolve("src/main"));
            Files.writeString(tree.resolve(module).resolve("pom.xml"), "<project/>");
        }
        for (String tool : List.of(
                "bash",
                "cat",
                "cp",
                "date",
                "dirname",
                "env",
                "find",
                "flock",
                "grep",
                "head",
                "id",
                "locale",
                "mkdir",
                "mv",
                "readlink",
                "rm",
                "sed",
                "sleep",
                "stat",
                "tail",
                "touch")) {
            program(programs.resolve(tool), "exec " + locate(tool) + " \"$@\"");
        }
        environment.put("PATH", programs.toString());
        environment.put("HOME", folder.toString());
        environment.put("ROSTRUM_JDKS", "");
    }

    private static Path locate(String tool) {
        for (String place : List.of("/usr/bin", "/bin")) {
            Path path = Path.of(place, tool);
            if (Files.exists(path)) {
                return path;
            }
        }
        throw new IllegalStateException("no " + tool);
    }

    private Path jdk(String name, String version) throws IOException {
        Path home = jdks.resolve(name);
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        program(home.resolve("bin/java"), "printf '" + name + "\\n'; printf '<%s>' \"$@\"; printf '\\n'");
        program(home.resolve("bin/javac"), "exit 1");
        return home;
    }

    private void maven(String more) throws IOException {
        program(programs.resolve("mvn"), """
                printf '%s\\n' "$*" >> "$HOME/maven-calls"
                MORE
                mkdir -p {drivers,model,daemon/diarization,daemon/service,daemon/lab}/target/classes daemon/lab/target/launch
                printf '%s' "$HOME/programs/bash" > daemon/lab/target/launch/classpath
                """.replace("MORE", more));
    }

    private static void program(Path path, String script) throws IOException {
        Files.writeString(path, "#!/bin/bash\n" + script + "\n");
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private List<String> mavenCalls() throws IOException {
        Path calls = folder.resolve("maven-calls");
        return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
    }

    private Outcome run(String... args) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("/bin/bash", tree.resolve("rostrum").toString()));
        command.addAll(List.of(args));
        return start(command.toArray(String[]::new));
    }

    private Outcome start(String... command) throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        int code = builder.start().waitFor();
        return new Outcome(
                code, Files.readString(out, StandardCharsets.UTF_8), Files.readString(err, StandardCharsets.UTF_8));
    }

    @Test
    void shouldSayInTwoLinesThatNoJdkIsThere() throws Exception {
        Outcome outcome = run("version");

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).hasLineCount(2).contains("JDK").contains("25").contains("JAVA_HOME");
    }

    @Test
    void shouldNameTheJdkThatIsTooOld() throws Exception {
        Path old = jdk("old", "17.0.15");
        environment.put("ROSTRUM_JDKS", old.toString());

        assertThat(run("version").err()).hasLineCount(2).contains("Java 17 in " + old);
    }

    @Test
    void shouldSayInTwoLinesThatNoMavenIsThere() throws Exception {
        environment.put("ROSTRUM_JDKS", jdk("new", "25.0.3").toString());

        Outcome outcome = run("version");

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).hasLineCount(2).contains("Maven");
    }

    @Test
    void shouldPreferJavaHomeButNotWhenItIsTooOld() throws Exception {
        maven("");
        environment.put("ROSTRUM_JDKS", jdk("old", "1.8.0_402") + ":" + jdk("new", "25"));
        environment.put("JAVA_HOME", jdk("chosen", "26-ea").toString());
        assertThat(run("version").out()).startsWith("chosen\n");

        environment.put("JAVA_HOME", jdks.resolve("old").toString());
        assertThat(run("version").out()).startsWith("new\n");
    }

    @Test
    void shouldBuildOnceAndAgainWhenASourceIsNewer() throws Exception {
        maven("");
        environment.put("ROSTRUM_JDKS", jdk("new", "25.0.3").toString());

        assertThat(run("version").err()).contains("building");
        assertThat(run("version").err()).isEmpty();
        assertThat(mavenCalls()).hasSize(1);

        Path source = Files.writeString(tree.resolve("model/src/main/New.java"), "class New {}");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(5)));
        assertThat(run("version").code()).isZero();
        assertThat(mavenCalls()).hasSize(2);
    }

    @Test
    void shouldBuildAgainWhenALibraryIsGone() throws Exception {
        maven("");
        environment.put("ROSTRUM_JDKS", jdk("new", "25.0.3").toString());
        run("version");

        Files.writeString(tree.resolve("daemon/lab/target/launch/classpath"), "/nowhere/library.jar");

        assertThat(run("version").code()).isZero();
        assertThat(mavenCalls()).hasSize(2);
    }

    @Test
    void shouldShowWhyTheBuildFailedAndTryAgainNextTime() throws Exception {
        maven("echo '[INFO] fine'; echo '[ERROR] A.java:3 is wrong'; exit 1");
        environment.put("ROSTRUM_JDKS", jdk("new", "25.0.3").toString());

        Outcome outcome = run("version");

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err())
                .contains("[ERROR] A.java:3 is wrong")
                .contains("build.log")
                .doesNotContain("[INFO]");
        maven("");
        assertThat(run("version").code()).isZero();
    }

    /** Java takes names from the locale alone: where that knows no letters but ASCII's, one that does takes its place. */
    @ParameterizedTest
    @CsvSource({"LC_ALL, C, C.UTF-8", "LANG, xx_XX.UTF-8, C.UTF-8", "LANG, '', C.UTF-8", "LANG, C.UTF-8, ''"})
    void shouldGiveJavaALocaleWithAllLetters(String variable, String value, String expected) throws Exception {
        maven("");
        Path jdk = jdk("new", "25.0.3");
        program(jdk.resolve("bin/java"), "printf '<%s>' \"${LC_ALL:-}\"");
        environment.put("ROSTRUM_JDKS", jdk.toString());
        environment.put(variable, value);
        run("version"); // builds

        assertThat(run("version").out()).isEqualTo("<" + expected + ">");
        program(programs.resolve("locale"), "exit 127");
        assertThat(run("version").out()).isEqualTo("<C.UTF-8>");
    }

    @Test
    void shouldGiveJavaALocaleWithAllLettersOnAUnitToo() throws Exception {
        Path root = SourceTree.ROOT;
        Path release = Files.createDirectories(folder.resolve("release"));
        Files.createDirectories(release.resolve("bin"));
        Files.createDirectories(release.resolve("runtime/bin"));
        Files.copy(root.resolve("systemd/package/launcher.sh"), release.resolve("bin/rostrum"));
        program(release.resolve("runtime/bin/java"), "printf '<%s>' \"${LC_ALL:-}\"");
        environment.put("LANG", "C");

        assertThat(start("/bin/sh", release.resolve("bin/rostrum").toString(), "version")
                        .out())
                .isEqualTo("<C.UTF-8>");
    }

    @Test
    void shouldPassArgumentsAndOptionsOnUnchanged() throws Exception {
        maven("");
        environment.put("ROSTRUM_JDKS", jdk("new", "25.0.3").toString());
        environment.put("MAVEN_ARGS", "-o -Dmaven.repo.local=/some/where");
        environment.put("ROSTRUM_JAVA_OPTS", "-Xmx1g");

        String out = run("replay", "two words.wav", "").out();

        assertThat(out).contains("<-Xmx1g>").endsWith("<dev.rostrum.lab.Lab><replay><two words.wav><>\n");
        assertThat(out).contains("<-Drostrum.root=" + tree + ">");
        assertThat(mavenCalls()).singleElement().asString().contains("-o -Dmaven.repo.local=/some/where");
    }

    @Test
    void shouldMakeUpNoFolderWhereThereIsNoHome() throws Exception {
        maven("");
        environment.put("ROSTRUM_JDKS", jdk("new", "25.0.3").toString());
        run("version");
        environment.remove("HOME");
        program(programs.resolve("mkdir"), "printf '%s\\n' \"$*\" >> '" + folder + "/made'");

        Outcome outcome = run("version");

        assertThat(outcome.code()).isZero();
        assertThat(outcome.err()).isEmpty();
        assertThat(folder.resolve("made")).doesNotExist();
    }
}
