package io.penumbra.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.ws.rs.Path;
import org.junit.jupiter.api.Test;

class MethodsTest {
    @Test
    void aPathHasItsOwnMethodsAlone() {
        assertThat(Methods.allowed("/api/v1/gate")).containsExactly("GET", "HEAD", "OPTIONS");
        assertThat(Methods.allowed("/api/v1/gate/plan")).containsExactly("GET", "HEAD", "OPTIONS");
        assertThat(Methods.allowed("/api/v1/gate/confirm-promotion")).containsExactly("OPTIONS", "POST");
        assertThat(Methods.allowed("/api/v1/references")).containsExactly("GET", "HEAD", "OPTIONS");
        assertThat(Methods.allowed("/api/v1/references/full"))
                .containsExactly("DELETE", "GET", "HEAD", "OPTIONS", "PUT");
        assertThat(Methods.allowed("/api/v1/exemplars/a/0/0/image")).containsExactly("GET", "HEAD", "OPTIONS");
        assertThat(Methods.allowed("/api/v1/nothing")).isEmpty();
        assertThat(Methods.allowed("/api/v1/gatex")).isEmpty();
        assertThat(Methods.allowed("/api/v1/exemplars/0/image")).isEmpty();
    }

    @Test
    void everyResourceIsInTheTable() {
        new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("io.penumbra.rest")
                        .stream()
                        .filter(type -> type.isAnnotatedWith(Path.class))
                        .map(JavaClass::reflect)
                        .forEach(resource -> assertThat(Methods.ofPaths(resource))
                                .as("%s", resource)
                                .isNotEmpty()
                                .allSatisfy((pattern, methods) -> assertThat(
                                                Methods.allowed(pattern.replaceAll("\\\\[QE]|/\\?$", "")
                                                        .replace("[^/]+", "1")))
                                        .containsAll(methods)));
    }
}
