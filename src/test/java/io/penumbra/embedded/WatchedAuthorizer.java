package io.penumbra.embedded;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;
import org.apache.kafka.server.authorizer.Action;
import org.apache.kafka.server.authorizer.AuthorizableRequestContext;
import org.apache.kafka.server.authorizer.AuthorizationResult;

/** Kafka's own authorizer, with a record of what it was asked by anybody but the super user. It is one record for all brokers of this JVM. */
public final class WatchedAuthorizer extends StandardAuthorizer {
    /** What somebody wanted to do. */
    public record Asked(String principal, AclOperation operation, ResourcePattern resource) {}

    private static final Set<Asked> ALLOWED = ConcurrentHashMap.newKeySet();
    private static final Set<Asked> REFUSED = ConcurrentHashMap.newKeySet();

    /** What was allowed so far. */
    public static Set<Asked> allowed() {
        return Set.copyOf(ALLOWED);
    }

    /** What was refused so far. A question whose refusal Kafka does not log is a look for what may be done, and no attempt. */
    public static Set<Asked> refused() {
        return Set.copyOf(REFUSED);
    }

    @Override
    public List<AuthorizationResult> authorize(AuthorizableRequestContext context, List<Action> actions) {
        List<AuthorizationResult> results = super.authorize(context, actions);
        String principal = context.principal().toString();
        for (int i = 0; i < actions.size(); i++) {
            Action action = actions.get(i);
            var asked = new Asked(principal, action.operation(), action.resourcePattern());
            if (principal.equals("User:ANONYMOUS")) {
                continue;
            }
            if (results.get(i) == AuthorizationResult.ALLOWED) {
                ALLOWED.add(asked);
            } else if (action.logIfDenied()) {
                REFUSED.add(asked);
            }
        }
        return results;
    }
}
