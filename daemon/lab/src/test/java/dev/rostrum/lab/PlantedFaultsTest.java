package dev.rostrum.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every rule of {@link ImportRules} and {@link SourceRules} sees the fault that it is there for, and nothing in what is right. */
class PlantedFaultsTest {
    /** A class of each library that one package alone may name. */
    private static final Map<String, String> OF_LIBRARIES = Map.ofEntries(
            Map.entry("javax.sound.", "javax.sound.sampled.AudioFormat"),
            Map.entry("com.pi4j.", "com.pi4j.context.Context"),
            Map.entry("org.tensorflow.", "org.tensorflow.Tensor"),
            Map.entry("org.bytedeco.", "org.bytedeco.javacpp.Pointer"),
            Map.entry("org.eclipse.paho.", "org.eclipse.paho.mqttv5.common.MqttMessage"),
            Map.entry("org.snakeyaml.", "org.snakeyaml.engine.v2.api.Load"),
            Map.entry("com.fasterxml.jackson.databind.", "com.fasterxml.jackson.databind.JsonNode"),
            Map.entry("com.hivemq.", "com.hivemq.embedded.EmbeddedHiveMQ"),
            Map.entry("picocli.", "picocli.CommandLine"),
            Map.entry("ch.qos.logback.", "ch.qos.logback.classic.Level"));

    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();
    /** One for all, so that the class path is looked through once. */
    private static final StandardJavaFileManager FILES = COMPILER.getStandardFileManager(null, null, null);

    @TempDir
    Path folder;

    @AfterAll
    static void close() throws IOException {
        FILES.close();
    }

    @Test
    void shouldSeeNothingWrongInWhatIsRight() throws IOException {
        ImportRules rules =
                compiled("dev.rostrum.service.mqtt", "final class Right { dev.rostrum.service.time.TimeSource t; }");
        assertThat(Stream.of(
                                rules.classesOfNoModule(),
                                rules.usesOfModulesNotBefore(),
                                rules.usesOfPackagesNotBefore(),
                                rules.classesWithoutAPlace(),
                                rules.threadsClocksAndFilesOfTheLibrary(),
                                rules.readingsOfTheClock(),
                                rules.usesOfLibrariesElsewhere(),
                                rules.classesThatMayBeInheritedFrom(),
                                rules.namesThatSayNothing())
                        .flatMap(Set::stream))
                .isEmpty();
        rules.checkForCycles();
    }

    @Test
    void shouldSeeThatModulesAreMissing() throws IOException {
        assertThat(compiled("dev.rostrum.service.mqtt", "final class Only {}").modulesNotSeen())
                .hasSize(4)
                .doesNotContain("dev.rostrum.service");
    }

    @Test
    void shouldSeeAClassOfNoModule() throws IOException {
        assertThat(compiled("dev.rostrum.elsewhere.deep", "final class Stray {}")
                        .classesOfNoModule())
                .containsExactly("dev.rostrum.elsewhere.deep.Stray");
    }

    @Test
    void shouldSeeAModuleThatUsesALaterOne() throws IOException {
        assertThat(compiled("dev.rostrum.model.kernel", "final class Up { dev.rostrum.drivers.audio.AudioBlock b; }")
                        .usesOfModulesNotBefore())
                .containsExactly("dev.rostrum.model.kernel.Up uses dev.rostrum.drivers.audio.AudioBlock");
    }

    @Test
    void shouldSeeAPackageThatUsesALaterOneOrOneBesideIt() throws IOException {
        assertThat(compiled("dev.rostrum.service.time", "final class Up { dev.rostrum.service.mqtt.MqttPublisher p; }")
                        .usesOfPackagesNotBefore())
                .containsExactly("dev.rostrum.service.time.Up uses dev.rostrum.service.mqtt.MqttPublisher");
        assertThat(compiled(
                                "dev.rostrum.service.status",
                                "final class By { dev.rostrum.service.mqtt.MqttPublisher p; }")
                        .usesOfPackagesNotBefore())
                .contains("dev.rostrum.service.status.By uses dev.rostrum.service.mqtt.MqttPublisher");
    }

    @Test
    void shouldSeeAPackageWithoutAPlace() throws IOException {
        assertThat(compiled("dev.rostrum.service.novel", "final class Stray {}").classesWithoutAPlace())
                .containsExactly("dev.rostrum.service.novel.Stray");
    }

    @Test
    void shouldSeeThreadsClocksAndFilesInTheLibrary() throws IOException {
        List<String> uses = List.of(
                "Object x = new Thread();",
                "Object x = new ProcessBuilder();",
                "Object x = java.util.concurrent.Executors.newCachedThreadPool();",
                "Object x = java.time.Clock.systemUTC();",
                "Object x = java.time.Instant.now();",
                "Object x = System.getenv();",
                "long x = System.nanoTime();",
                "boolean x = java.nio.file.Files.exists(java.nio.file.Path.of(\"x\"));",
                "Object x = new java.io.File(\"x\");",
                "Object x = new java.net.Socket();",
                "Object x = org.slf4j.LoggerFactory.getLogger(\"x\");");
        assertEachSeen(each("dev.rostrum.diarization.pipeline", uses).threadsClocksAndFilesOfTheLibrary(), uses);
    }

    @Test
    void shouldSeeAClockThatIsReadWhereItIsNotGiven() throws IOException {
        List<String> uses = List.of(
                "long x = System.nanoTime();",
                "java.util.function.LongSupplier x = System::nanoTime;",
                "long x = System.currentTimeMillis();",
                "Object x = java.time.Instant.now();",
                "Object x = java.time.LocalDateTime.now();",
                "Object x = java.time.ZonedDateTime.now();");
        assertEachSeen(each("dev.rostrum.service.health", uses).readingsOfTheClock(), uses);
    }

    @Test
    void shouldSeeEveryLibraryWhereItDoesNotBelong() throws IOException {
        assertThat(OF_LIBRARIES.keySet()).isEqualTo(ImportRules.libraries());
        List<String> uses =
                OF_LIBRARIES.values().stream().map(named -> named + " theirs;").toList();
        assertEachSeen(each("dev.rostrum.service.event", uses).usesOfLibrariesElsewhere(), uses);
    }

    @Test
    void shouldSeeACycleOfPackages() throws IOException {
        plant("dev.rostrum.service.event", "Egg", "public final class Egg { dev.rostrum.service.people.Hen hen; }");
        plant("dev.rostrum.service.people", "Hen", "public final class Hen { dev.rostrum.service.event.Egg egg; }");
        ImportRules rules = compiled();
        assertThatThrownBy(rules::checkForCycles).hasMessageContaining("Cycle detected");
    }

    @Test
    void shouldSeeAClassThatMayBeInheritedFrom() throws IOException {
        assertThat(compiled("dev.rostrum.service.event", "class Parent {}").classesThatMayBeInheritedFrom())
                .containsExactly("dev.rostrum.service.event.Parent");
    }

    @Test
    void shouldSeeNamesThatSayNothing() throws IOException {
        List<String> names = List.of("BrokerImpl", "LightManager", "AudioHelper", "TimeUtils", "AbstractLight");
        for (String name : names) {
            plant("dev.rostrum.service.event", name, "final class " + name + " {}");
        }
        assertThat(compiled().namesThatSayNothing())
                .containsExactlyInAnyOrderElementsOf(
                        names.stream().map("dev.rostrum.service.event."::concat).toList());
    }

    @Test
    void shouldSeeAPackageThatSaysNothingOfItselfOrOfNull() throws IOException {
        Path dumb = source("drivers/src/main/java/a/A.java", "class A {}").getParent();
        Path bare = source("model/src/main/java/b/package-info.java", "@NullMarked package b;")
                .getParent();
        Path open = source("model/src/main/java/c/package-info.java", "/** What. */ package c;")
                .getParent();
        source("daemon/lab/src/main/java/d/package-info.java", "/** What. */ @NullMarked package d;");
        assertThat(new SourceRules(folder).unmarkedPackages()).containsExactlyInAnyOrder(dumb, bare, open);
    }

    @Test
    void shouldSeeAFileThatIsTooLong() throws IOException {
        Path file = source("drivers/src/main/java/a/Long.java", "int a;\n".repeat(231));
        source("drivers/src/main/java/a/Well.java", "int a;\n".repeat(230) + "\n// why\n/* why */\nimport a.b;\n");
        assertThat(new SourceRules(folder).longFiles()).containsExactly(file);
    }

    @Test
    void shouldSeeAnotherPlaceThatSaysTheRate() throws IOException {
        Path file = source("daemon/service/src/main/java/a/Rate.java", "int rate = 16_000;");
        source("daemon/service/src/main/java/a/SoundFormat.java", "int rate = 16_000;");
        source("daemon/service/src/main/java/a/More.java", "int bytes = 16_000_000;");
        assertThat(new SourceRules(folder).otherPlacesThatSayTheRate()).containsExactly(file);
    }

    @Test
    void shouldSeeWhatIsLeftToDo() throws IOException {
        Path file = source("model/src/test/java/a/Half.java", "// FIX" + "ME: later");
        source("model/src/test/java/a/Whole.java", "// mended");
        assertThat(new SourceRules(folder).thingsLeftToDo()).containsExactly(file);
    }

    private Path source(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private ImportRules compiled(String inPackage, String type) throws IOException {
        plant(inPackage, "Planted", type);
        return compiled();
    }

    /** A class for each line of code: {@code Use0}, {@code Use1}, ... */
    private ImportRules each(String inPackage, List<String> lines) throws IOException {
        for (int i = 0; i < lines.size(); i++) {
            plant(inPackage, "Use" + i, "final class Use" + i + " { " + lines.get(i) + " }");
        }
        return compiled();
    }

    private static void assertEachSeen(Set<String> seen, List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            Pattern culprit = Pattern.compile("\\bUse" + i + "\\b");
            assertThat(seen)
                    .as(lines.get(i))
                    .anyMatch(one -> culprit.matcher(one).find());
        }
    }

    private void plant(String inPackage, String name, String type) throws IOException {
        source("planted/" + inPackage + "." + name + "/" + name + ".java", "package " + inPackage + "; " + type);
    }

    /** What was planted since the last time, alone; what it uses may be of the project or of a library. */
    private ImportRules compiled() throws IOException {
        Path classes = Files.createTempDirectory(folder, "classes");
        StringWriter complaints = new StringWriter();
        List<Path> planted;
        try (Stream<Path> files = Files.walk(folder.resolve("planted"))) {
            planted = files.filter(Files::isRegularFile).toList();
        }
        List<String> options = List.of(
                "-proc:none", "-nowarn", "-cp", System.getProperty("java.class.path"), "-d", classes.toString());
        boolean compiles = COMPILER.getTask(
                        complaints, FILES, null, options, null, FILES.getJavaFileObjectsFromPaths(planted))
                .call();
        assertThat(compiles).as(complaints.toString()).isTrue();
        for (Path file : planted) {
            Files.delete(file);
        }
        return ArchConfiguration.withThreadLocalScope(configuration -> {
            // names are enough: what the planted class uses need not be read
            configuration.setResolveMissingDependenciesFromClassPath(false);
            return new ImportRules(new ClassFileImporter().importPath(classes));
        });
    }
}
