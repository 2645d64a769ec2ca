package io.penumbra.service;

import com.fasterxml.jackson.databind.JsonNode;
import io.penumbra.manifests.ManifestsTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** The ACLs that Strimzi makes of {@code user.yaml}. */
final class UserAcls {
    private UserAcls() {}

    /** @param principal whom Kafka takes the user for, such as {@code User:penumbra} */
    static List<AclBinding> of(String principal) throws IOException {
        JsonNode user = ManifestsTest.documents(Files.readString(Path.of("deploy/components/strimzi/user.yaml")))
                .get(0);
        var bindings = new ArrayList<AclBinding>();
        for (JsonNode acl : user.path("spec").path("authorization").path("acls")) {
            for (JsonNode operation : acl.path("operations")) {
                var entry = new AccessControlEntry(
                        principal, "*", AclOperation.valueOf(kafka(operation.asText())), AclPermissionType.ALLOW);
                bindings.add(new AclBinding(pattern(acl.path("resource")), entry));
            }
        }
        return bindings;
    }

    private static ResourcePattern pattern(JsonNode resource) {
        boolean prefix = resource.path("patternType").asText("literal").equals("prefix");
        return new ResourcePattern(
                ResourceType.valueOf(kafka(resource.path("type").asText())),
                resource.path("name").asText(),
                prefix ? PatternType.PREFIXED : PatternType.LITERAL);
    }

    /** Strimzi writes DescribeConfigs, Kafka DESCRIBE_CONFIGS. */
    private static String kafka(String strimzi) {
        return strimzi.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
    }

    /** Whether an ACL allows to do something, by itself. */
    static boolean allows(AclBinding acl, AclOperation operation, ResourcePattern resource) {
        ResourcePattern pattern = acl.pattern();
        boolean named = pattern.patternType() == PatternType.PREFIXED
                ? resource.name().startsWith(pattern.name())
                : resource.name().equals(pattern.name());
        AclOperation granted = acl.entry().operation();
        boolean implied =
                switch (operation) {
                    case DESCRIBE ->
                        List.of(AclOperation.READ, AclOperation.WRITE, AclOperation.DELETE, AclOperation.ALTER)
                                .contains(granted);
                    case DESCRIBE_CONFIGS -> granted == AclOperation.ALTER_CONFIGS;
                    default -> false;
                };
        return pattern.resourceType() == resource.resourceType() && named && (granted == operation || implied);
    }
}
