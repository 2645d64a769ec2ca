package io.penumbra.documents;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ParameterizedTypeTree;
import com.sun.source.tree.Tree;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The types of settings in words. */
final class SettingTypes {
    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("String", "text"),
            Map.entry("Path", "path"),
            Map.entry("URI", "URL"),
            Map.entry("Duration", "duration"),
            Map.entry("boolean", "`true` or `false`"),
            Map.entry("int", "whole number"),
            Map.entry("long", "whole number"),
            Map.entry("OptionalInt", "whole number"),
            Map.entry("OptionalLong", "whole number"),
            Map.entry("double", "number"),
            Map.entry("Double", "number"),
            Map.entry("OptionalDouble", "number"));

    private final Map<String, String> imports;

    SettingTypes(CompilationUnitTree unit) {
        imports = unit.getImports().stream()
                .map(line -> line.getQualifiedIdentifier().toString())
                .collect(Collectors.toMap(name -> name.substring(name.lastIndexOf('.') + 1), name -> name));
    }

    String words(Tree type) {
        if (type instanceof ParameterizedTypeTree of) {
            String words = words(of.getTypeArguments().get(0));
            return of.getType().toString().equals("List") ? "list of " + words : words;
        }
        String words = WORDS.get(type.toString());
        return words != null ? words : constants(imports.get(type.toString()));
    }

    private static String constants(String type) {
        try {
            return Arrays.stream(Class.forName(type).getEnumConstants())
                    .map(constant -> "`" + ((Enum<?>) constant).name().toLowerCase(Locale.ROOT) + "`")
                    .collect(Collectors.joining(", "));
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException("a setting is of type " + type, e);
        }
    }
}
