package io.penumbra.containers;

import io.penumbra.service.ServiceIT;

/** All of {@link ServiceIT} against a Kafka as it is released, in a container. */
@NeedsContainers
class RealKafkaIT extends ServiceIT {}
