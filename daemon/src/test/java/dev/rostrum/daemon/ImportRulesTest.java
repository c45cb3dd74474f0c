package dev.rostrum.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who may know whom, read from the compiled classes of all modules. */
class ImportRulesTest {
    private static final String ROOT = "dev.rostrum.daemon";

    /** A package may use what stands before its own row, and nothing of its own row but itself. */
    private static final List<Set<String>> ORDER = List.of(
            Set.of("settings"),
            Set.of("storage"),
            Set.of("time"),
            Set.of("agent"),
            Set.of("capture"),
            Set.of("frontend"),
            Set.of("window"),
            Set.of("evidence"),
            Set.of("speakers"),
            Set.of("tracking"),
            Set.of("timeline"),
            Set.of("people"),
            Set.of("pipeline"),
            Set.of("event"),
            Set.of("mqtt", "indicator", "status", "health", "control"),
            Set.of("conductor"),
            Set.of("config"),
            Set.of("evaluation"),
            Set.of("words", "masks"),
            Set.of(""),
            Set.of("doctor", "demo"),
            Set.of("cli"));

    /** A library and the packages that may name it: to replace it is to touch one place. */
    private static final Map<String, Set<String>> LIBRARIES = Map.ofEntries(
            Map.entry("javax.sound.", Set.of("dev.rostrum.drivers.audio")),
            Map.entry("com.pi4j.", Set.of("dev.rostrum.drivers.gpio")),
            Map.entry("org.tensorflow.", Set.of("dev.rostrum.model.tensorflow")),
            Map.entry("org.bytedeco.", Set.of("dev.rostrum.model.tensorflow")),
            Map.entry("org.eclipse.paho.", Set.of("dev.rostrum.daemon.mqtt")),
            Map.entry("org.snakeyaml.", Set.of("dev.rostrum.daemon.config")),
            Map.entry("com.hivemq.", Set.of("dev.rostrum.daemon.demo")),
            Map.entry("picocli.", Set.of("dev.rostrum.daemon.cli")),
            Map.entry("ch.qos.logback.", Set.of("dev.rostrum.daemon.cli")));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.rostrum");

    @Test
    void shouldSeeAllThreeModules() {
        assertThat(CLASSES.stream().map(JavaClass::getPackageName))
                .contains("dev.rostrum.drivers.audio", "dev.rostrum.model.segmentation", ROOT + ".cli");
    }

    @Test
    void shouldKeepTheLeavesApart() {
        assertThat(wrong(d -> isIn(d.getOriginClass(), "dev.rostrum.drivers")
                        && (isIn(d.getTargetClass(), "dev.rostrum.model") || isIn(d.getTargetClass(), ROOT))))
                .isEmpty();
        assertThat(wrong(d -> isIn(d.getOriginClass(), "dev.rostrum.model")
                        && (isIn(d.getTargetClass(), "dev.rostrum.drivers") || isIn(d.getTargetClass(), ROOT))))
                .isEmpty();
    }

    @Test
    void shouldOnlyUseWhatStandsBefore() {
        assertThat(wrong(d -> isIn(d.getOriginClass(), ROOT)
                        && isIn(d.getTargetClass(), ROOT)
                        && !mayUse(stage(d.getOriginClass()), stage(d.getTargetClass()))))
                .isEmpty();
    }

    @Test
    void shouldKnowAPlaceForEveryPackage() {
        assertThat(CLASSES.stream().filter(c -> isIn(c, ROOT)).map(ImportRulesTest::stage))
                .allMatch(stage -> rank(stage) >= 0);
    }

    @Test
    void shouldNameEachLibraryInOnePackage() {
        assertThat(wrong(d -> LIBRARIES.entrySet().stream()
                        .anyMatch(library -> d.getTargetClass().getName().startsWith(library.getKey())
                                && !library.getValue()
                                        .contains(d.getOriginClass().getPackageName()))))
                .isEmpty();
    }

    @Test
    void shouldHaveNoCyclesInTheLeaves() {
        SlicesRuleDefinition.slices()
                .matching("dev.rostrum.drivers.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
        SlicesRuleDefinition.slices()
                .matching("dev.rostrum.model.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    @Test
    void shouldInheritNoCode() {
        assertThat(CLASSES.stream()
                        .filter(c -> !c.isInterface() && !c.isEnum() && !c.isAnonymousClass())
                        .filter(c -> !c.getModifiers().contains(JavaModifier.FINAL))
                        .filter(c -> !c.getFullName().contains("$$"))
                        .map(JavaClass::getFullName))
                .isEmpty();
    }

    @Test
    void shouldNameThingsByWhatTheyAre() {
        assertThat(CLASSES.stream().map(JavaClass::getSimpleName))
                .noneMatch(name -> name.matches(".*(Impl|Manager|Helper|Helpers|Util|Utils)|Abstract.*"));
    }

    private static boolean isIn(JavaClass type, String root) {
        return type.getPackageName().equals(root) || type.getPackageName().startsWith(root + ".");
    }

    /** The package below the root: {@code mqtt} for everything in and under it, empty for the root itself. */
    private static String stage(JavaClass type) {
        String below = type.getPackageName().substring(ROOT.length());
        return below.isEmpty() ? "" : below.substring(1).replaceAll("\\..*", "");
    }

    private static int rank(String stage) {
        for (int i = 0; i < ORDER.size(); i++) {
            if (ORDER.get(i).contains(stage)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean mayUse(String user, String used) {
        return user.equals(used) || rank(used) < rank(user);
    }

    private static Set<String> wrong(Predicate<Dependency> rule) {
        return dependencies()
                .filter(rule)
                .map(d -> d.getOriginClass().getFullName() + " uses "
                        + d.getTargetClass().getFullName())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<Dependency> dependencies() {
        return CLASSES.stream().flatMap(c -> c.getDirectDependenciesFromSelf().stream());
    }
}
