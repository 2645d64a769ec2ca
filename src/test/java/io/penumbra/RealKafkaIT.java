package io.penumbra;

/** All of {@link ServiceIT} against a Kafka as it is released, in a container. */
@NeedsContainers
class RealKafkaIT extends ServiceIT {}
