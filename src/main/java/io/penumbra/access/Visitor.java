package io.penumbra.access;

import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.net.SocketAddress;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who asks, for pages: {@code {inject:visitor.name}}. */
@Singleton
@Named("visitor")
public class Visitor {
    private final Access access;
    private final CurrentIdentityAssociation identity;

    private final CurrentVertxRequest request;

    Visitor(Access access, CurrentIdentityAssociation identity, CurrentVertxRequest request) {
        this.access = access;
        this.identity = identity;
        this.request = request;
    }

    /** Whether everybody may do everything. Then each page says so. */
    public boolean open() {
        return access.open();
    }

    /** The name of who has signed in. Empty before, and while everybody may do everything. */
    public Optional<String> name() {
        return open() || identity.getIdentity().isAnonymous()
                ? Optional.empty()
                : Optional.of(identity.getIdentity().getPrincipal().getName());
    }

    /** From where the request comes. */
    public String address() {
        var current = request.getCurrent();
        SocketAddress remote = current == null ? null : current.request().remoteAddress();
        return remote == null || remote.hostAddress() == null ? "unknown" : remote.hostAddress();
    }

    /** The name for the log of access, never empty. */
    public String logName() {
        return identity.getIdentity().isAnonymous()
                ? "nobody"
                : identity.getIdentity().getPrincipal().getName();
    }

    /** What the forms of this visitor's pages send back: a page elsewhere cannot read it. */
    public String formToken() {
        return FormTokens.of(request.getCurrent());
    }

    /**
     * Lets in a form that one of this visitor's pages sent.
     *
     * @param form its field {@code form}
     * @throws jakarta.ws.rs.BadRequestException if it is not {@link #formToken()}
     */
    public void requireForm(@Nullable String form) {
        FormTokens.require(request.getCurrent(), form);
    }

    /** Whether the visitor has a role, such as {@link Role#AUDITOR}. */
    public boolean may(String role) {
        return identity.getIdentity().hasRole(role);
    }
}
