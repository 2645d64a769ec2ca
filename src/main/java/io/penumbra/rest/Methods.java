package io.penumbra.rest;

import io.penumbra.access.SignInPage;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Answers OPTIONS, and refuses the methods that a path does not have. The framework's own answers leave {@code Allow}
 * out, or name the methods of other paths.
 */
final class Methods {
    private record OfPath(Predicate<String> path, Set<String> methods) {}

    private static final List<OfPath> OF_PATHS = ofPaths(
                    AuditResource.class,
                    DriftResource.class,
                    ExemplarsResource.class,
                    ForgetResource.class,
                    GateResource.class,
                    LabelsResource.class,
                    ModelsResource.class,
                    ReferencesResource.class,
                    SignInPage.class,
                    StatisticsResource.class,
                    VerdictsResource.class)
            .entrySet()
            .stream()
            .map(of -> new OfPath(Pattern.compile(of.getKey()).asMatchPredicate(), of.getValue()))
            .toList();

    @ServerRequestFilter(preMatching = true, nonBlocking = true)
    Optional<Response> answer(ContainerRequestContext request) {
        String path = request.getUriInfo().getPath();
        Set<String> allowed = allowed(path);
        String method = request.getMethod();
        if (allowed.isEmpty() || allowed.contains(method) && !method.equals(HttpMethod.OPTIONS)) {
            return Optional.empty();
        }
        return Optional.of(
                method.equals(HttpMethod.OPTIONS)
                        ? Response.ok().allow(allowed).build()
                        : Response.fromResponse(NoAnswer.response(
                                        Response.Status.METHOD_NOT_ALLOWED.getStatusCode(),
                                        "the method is " + method + ", expected one of " + allowed))
                                .allow(allowed)
                                .build());
    }

    /** The methods of a path; empty if nothing lies there. */
    static Set<String> allowed(String path) {
        var allowed = new TreeSet<String>();
        for (OfPath of : OF_PATHS) {
            if (of.path().test(path)) {
                allowed.addAll(of.methods());
            }
        }
        return allowed;
    }

    /** By patterns of paths. */
    static Map<String, Set<String>> ofPaths(Class<?>... resources) {
        var methods = new TreeMap<String, Set<String>>();
        for (Class<?> resource : resources) {
            String root = resource.getAnnotation(Path.class).value().replaceFirst("/$", "");
            for (var method : resource.getDeclaredMethods()) {
                Stream.of(method.getAnnotations())
                        .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
                        .filter(known -> known != null)
                        .forEach(known -> {
                            Path path = method.getAnnotation(Path.class);
                            methods.computeIfAbsent(
                                            pattern(root + (path == null ? "" : slashed(path.value()))),
                                            absent -> new TreeSet<>(Set.of(HttpMethod.OPTIONS)))
                                    .addAll(
                                            known.value().equals(HttpMethod.GET)
                                                    ? Set.of(HttpMethod.GET, HttpMethod.HEAD)
                                                    : Set.of(known.value()));
                        });
            }
        }
        return methods;
    }

    private static String slashed(String path) {
        return path.startsWith("/") ? path : "/" + path;
    }

    private static String pattern(String template) {
        return Pattern.quote(template)
                        .replaceAll("\\{[a-z]+}", "\\\\E[^/]+\\\\Q")
                        .replaceAll("\\{[a-z]+: \\.\\+}", "\\\\E.+\\\\Q")
                + "/?";
    }
}
