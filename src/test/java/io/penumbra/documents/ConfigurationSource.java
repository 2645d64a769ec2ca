package io.penumbra.documents;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ParameterizedTypeTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import io.smallrye.config.common.utils.StringUtil;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;

/** The settings that the source of {@code PenumbraConfig} declares, in its order. An interface within is a group. */
final class ConfigurationSource {
    private static final String FILE = "PenumbraConfig.java";

    private final CompilationUnitTree unit;
    private final DocTrees comments;
    private final SettingTypes types;
    private final Map<String, ClassTree> interfaces;
    private final List<Setting.Group> groups = new ArrayList<>();

    private ConfigurationSource(CompilationUnitTree unit, DocTrees comments) {
        this.unit = unit;
        this.comments = comments;
        types = new SettingTypes(unit);
        var all = (ClassTree) unit.getTypeDecls().get(0);
        interfaces = all.getMembers().stream()
                .filter(ClassTree.class::isInstance)
                .map(ClassTree.class::cast)
                .collect(Collectors.toMap(group -> group.getSimpleName().toString(), group -> group));
        add("penumbra", all);
    }

    static List<Setting.Group> read() throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var sources = Files.walk(Path.of("src/main/java"));
                var files = compiler.getStandardFileManager(null, null, null)) {
            Path source = sources.filter(file -> file.endsWith(FILE)).findAny().orElseThrow();
            var task = (JavacTask) compiler.getTask(null, files, null, null, null, files.getJavaFileObjects(source));
            CompilationUnitTree unit = task.parse().iterator().next();
            return List.copyOf(new ConfigurationSource(unit, DocTrees.instance(task)).groups);
        }
    }

    private void add(String prefix, ClassTree group) {
        var settings = new ArrayList<Setting>();
        groups.add(new Setting.Group(prefix, about(group, prefix), settings));
        for (Tree member : group.getMembers()) {
            if (member instanceof MethodTree method) {
                String name = prefix + "." + name(method);
                Tree type = method.getReturnType();
                if (interfaces.containsKey(type.toString())) {
                    add(name, interfaces.get(type.toString()));
                } else if (type instanceof ParameterizedTypeTree map
                        && map.getType().toString().equals("Map")) {
                    Tree each = map.getTypeArguments().get(1);
                    if (interfaces.containsKey(each.toString())) {
                        add(name + ".\"NAME\"", interfaces.get(each.toString()));
                    } else {
                        settings.add(new Setting(name + ".\"NAME\"", types.words(each), "", about(method, name)));
                    }
                } else {
                    String defaultValue = value(method, "WithDefault").orElse("");
                    settings.add(new Setting(name, types.words(type), defaultValue, about(method, name)));
                }
            }
        }
    }

    private static String name(MethodTree method) {
        return value(method, "WithName")
                .orElseGet(() -> StringUtil.skewer(method.getName().toString()));
    }

    private static Optional<String> value(MethodTree method, String annotation) {
        return method.getModifiers().getAnnotations().stream()
                .filter(found -> found.getAnnotationType().toString().equals(annotation))
                .map(AnnotationTree::getArguments)
                .map(arguments -> (com.sun.source.tree.LiteralTree) arguments.get(0))
                .map(literal -> literal.getValue().toString())
                .findAny();
    }

    /** A Javadoc comment as Markdown. */
    private String about(Tree declaration, String name) {
        DocCommentTree comment = comments.getDocCommentTree(TreePath.getPath(unit, declaration));
        if (comment == null) {
            throw new IllegalArgumentException(name + " has no Javadoc");
        }
        return comment.getFullBody().stream()
                .map(ConfigurationSource::markdown)
                .collect(Collectors.joining())
                .replaceAll("\\s+", " ");
    }

    private static String markdown(DocTree part) {
        return part.getKind() == DocTree.Kind.CODE
                ? "`" + ((LiteralTree) part).getBody().toString().strip() + "`"
                : part.toString();
    }
}
