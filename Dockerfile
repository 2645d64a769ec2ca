# The service, without the embedded broker of the demo.
#   docker build -t penumbra .                                       builds everything in the container
#   ./mvnw verify && docker build -t penumbra --target prebuilt .    takes target/quarkus-image from `./mvnw verify`
# BASE_IMAGE needs Java 17 or newer, glibc, libstdc++ and bash.
ARG BASE_IMAGE=eclipse-temurin:17.0.19_10-jre-noble
ARG MAVEN_IMAGE=maven:3.9.11-eclipse-temurin-17

FROM ${BASE_IMAGE} AS runtime
# User 10001 writes state to /var/lib/penumbra, and unpacks native libraries to /tmp, which has to allow exec.
RUN echo 'penumbra:x:10001:10001::/var/lib/penumbra:/bin/false' >> /etc/passwd \
 && echo 'penumbra:x:10001:' >> /etc/group \
 && mkdir -p /var/lib/penumbra && chown 10001:10001 /var/lib/penumbra
ENV PENUMBRA_TALLY_STATE_DIR=/var/lib/penumbra/state \
    ORT_DISABLE_TELEMETRY=1 \
    MALLOC_ARENA_MAX=2 \
    JDK_JAVA_OPTIONS="-XX:MaxRAMPercentage=50 -XX:+ExitOnOutOfMemoryError -Djava.awt.headless=true"
WORKDIR /opt/penumbra
USER 10001:10001
EXPOSE 8080 9000
VOLUME /var/lib/penumbra
HEALTHCHECK --interval=10s --timeout=5s --start-period=180s --retries=3 CMD ["bash", "-c", \
  "exec 3<>/dev/tcp/127.0.0.1/9000 && printf 'GET /q/health/ready HTTP/1.0\\r\\n\\r\\n' >&3 && read -r _ status _ <&3 && test \"$status\" = 200"]
ENTRYPOINT ["java", "-jar", "/opt/penumbra/quarkus-run.jar"]
CMD ["serve"]

FROM runtime AS prebuilt
COPY src/main/resources/demo /opt/penumbra/models
COPY target/quarkus-image /opt/penumbra

FROM ${MAVEN_IMAGE} AS build
WORKDIR /build
COPY pom.xml ./
COPY .mvn .mvn
COPY src/main src/main
RUN mvn -B -ntp -q -Dmaven.test.skip pre-integration-test

FROM runtime AS service
COPY --from=build /build/src/main/resources/demo /opt/penumbra/models
COPY --from=build /build/target/quarkus-image /opt/penumbra
