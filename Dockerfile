# The service, without the embedded broker of the demo.
#   docker build -t penumbra .                                       builds everything in the container
#   ./mvnw verify && docker build -t penumbra --target prebuilt .    takes target/quarkus-image from `./mvnw verify`
# BASE_IMAGE needs Java 17 or newer, glibc and libstdc++. It needs no shell: nothing here runs one, when it is built or later.
ARG BASE_IMAGE=eclipse-temurin:17.0.19_10-jre-noble@sha256:543aebd60ff1deb9e906a8d4b117a7eda68a7f8e0d71041db2b5839d7fa057b8
ARG MAVEN_IMAGE=maven:3.9.11-eclipse-temurin-17@sha256:e4a7ace3dc0d645ed97f8d9ad0b0d3f0b14fa8d150138f27f116d7105a639b82

FROM ${BASE_IMAGE} AS runtime
# User 10001 writes state to /var/lib/penumbra, and unpacks native libraries to /tmp, which has to allow exec.
COPY --chown=10001:10001 src/main/docker/state /var/lib/penumbra
COPY LICENSE NOTICE /opt/penumbra/
ENV PENUMBRA_TALLY_STATE_DIR=/var/lib/penumbra/state \
    ORT_DISABLE_TELEMETRY=1 \
    MALLOC_ARENA_MAX=2 \
    JDK_JAVA_OPTIONS="-XX:MaxRAMPercentage=50 -XX:+ExitOnOutOfMemoryError -Djava.awt.headless=true"
WORKDIR /opt/penumbra
USER 10001:10001
EXPOSE 8080 9000
VOLUME /var/lib/penumbra
# a small JVM that asks port 9000 and takes 0.1 s of a processor
HEALTHCHECK --interval=10s --timeout=10s --start-period=180s --retries=3 CMD ["java", "-Xmx16m", "-XX:+UseSerialGC", \
  "-XX:TieredStopAtLevel=1", "-cp", "/opt/penumbra/app/*", "io.penumbra.process.Ready"]
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
