package io.penumbra.service;

import io.penumbra.model.ModelLoadException;
import io.penumbra.process.Failure;
import io.penumbra.process.Termination;
import io.quarkus.runtime.PreventFurtherStepsException;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The service, against any Kafka. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = {
            "Scores images, counts the results and serves them until it is stopped.",
            "Set penumbra.models, and kafka.bootstrap.servers unless the broker is at localhost:9092. Use -Dname=value before -jar, environment variables "
                    + "(KAFKA_BOOTSTRAP_SERVERS, PENUMBRA_MODELS) or config/application.properties."
        })
public final class Serve implements Runnable {
    @Option(
            names = "--unverified",
            description =
                    "Also open model files whose sha256 the models.yaml does not give (penumbra.scoring.unverified).")
    private boolean unverified;

    @Override
    public void run() {
        if (unverified) {
            System.setProperty("penumbra.scoring.unverified", "true");
        }
        serve();
    }

    /** @throws io.penumbra.process.Failure if something is wrong that shows before the start */
    public static void serve() {
        Preflight.ofServe();
        Quarkus.run(Running.class);
    }

    /** The part of the command that runs inside Quarkus. */
    static final class Running implements QuarkusApplication {
        private static final Logger LOG = LoggerFactory.getLogger(Running.class);

        private final Service service;

        Running(Service service) {
            this.service = service;
        }

        @Override
        public int run(String... args) {
            Termination.stopFirst(service::close);
            try {
                if (!Termination.isUnderWay()) {
                    service.start();
                }
            } catch (ModelLoadException | Failure e) {
                throw new PreventFurtherStepsException("penumbra: " + e.getMessage(), 1);
            } catch (InterruptedException e) {
                LOG.info("stopped during the start");
            }
            Quarkus.waitForExit();
            return 0;
        }
    }
}
