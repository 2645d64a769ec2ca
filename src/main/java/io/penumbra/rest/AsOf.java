package io.penumbra.rest;

import io.penumbra.lag.ViewLag;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;

/** Adds to each answer the time until which it holds all that was counted. */
@Provider
public class AsOf implements ContainerResponseFilter {
    private final ViewLag lag;

    AsOf(ViewLag lag) {
        this.lag = lag;
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getEntity() instanceof Answer<?> answer) {
            response.setEntity(new Answer<>(answer.data(), lag.last().asOf()));
        }
    }
}
