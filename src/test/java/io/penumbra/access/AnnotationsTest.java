package io.penumbra.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.quarkus.security.Authenticated;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each resource says who may use it. */
class AnnotationsTest {
    private static final List<Class<? extends Annotation>> WHO =
            List.of(RolesAllowed.class, PermitAll.class, DenyAll.class, Authenticated.class);

    private static final List<JavaMethod> RESOURCES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("io.penumbra").stream()
                    .filter(type -> type.isAnnotatedWith(Path.class))
                    .flatMap(type -> type.getMethods().stream())
                    .filter(method -> method.isMetaAnnotatedWith(HttpMethod.class))
                    .toList();

    private static boolean saysWho(JavaMethod method) {
        JavaClass type = method.getOwner();
        return WHO.stream().anyMatch(who -> method.isAnnotatedWith(who) || type.isAnnotatedWith(who));
    }

    @Test
    void everyResourceSaysWhoMayUseIt() {
        assertThat(RESOURCES).hasSizeGreaterThanOrEqualTo(14).allMatch(AnnotationsTest::saysWho);
    }

    @Test
    void everyRoleIsKnown() {
        for (JavaMethod method : RESOURCES) {
            for (String role : method.tryGetAnnotationOfType(RolesAllowed.class)
                    .or(() -> method.getOwner().tryGetAnnotationOfType(RolesAllowed.class))
                    .map(RolesAllowed::value)
                    .orElse(new String[0])) {
                assertThat(role).isIn("viewer", "auditor", "operator", "gate");
            }
        }
    }
}
