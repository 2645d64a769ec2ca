package io.penumbra.access;

import io.quarkus.security.identity.CurrentIdentityAssociation;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Who asks, for pages: {@code {inject:visitor.name}}. */
@Singleton
@Named("visitor")
public class Visitor {
    private final Access access;
    private final CurrentIdentityAssociation identity;

    Visitor(Access access, CurrentIdentityAssociation identity) {
        this.access = access;
        this.identity = identity;
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

    /** The name for the log of access. */
    String logName() {
        return identity.getIdentity().isAnonymous()
                ? "nobody"
                : identity.getIdentity().getPrincipal().getName();
    }

    /** Whether the visitor has a role, such as {@link Role#AUDITOR}. */
    public boolean may(String role) {
        return identity.getIdentity().hasRole(role);
    }
}
