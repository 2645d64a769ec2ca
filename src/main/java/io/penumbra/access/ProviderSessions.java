package io.penumbra.access;

import io.quarkus.oidc.SecurityEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Map;

/** Writes to the access log who signs in and out at an OpenID Connect provider. */
@Singleton
class ProviderSessions {
    private final AccessLog log;

    ProviderSessions(AccessLog log) {
        this.log = log;
    }

    void changed(@Observes SecurityEvent event) {
        switch (event.getEventType()) {
            case OIDC_LOGIN -> write(event, "sign-in");
            case OIDC_LOGOUT_RP_INITIATED, OIDC_LOGOUT_RP_INITIATED_SESSION_EXPIRED -> write(event, "sign-out");
            default -> {} // a renewed token is the same session
        }
    }

    private void write(SecurityEvent event, String action) {
        log.line(event.getSecurityIdentity().getPrincipal().getName(), action, Map.of());
    }
}
