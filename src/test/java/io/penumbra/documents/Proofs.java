package io.penumbra.documents;

import static io.penumbra.documents.Proof.notRun;
import static io.penumbra.documents.Proof.runBy;

import java.util.List;

/** Every command of the pages, with the test that runs it or the reason why none does. */
final class Proofs {
    private static final String JAR = "java -jar target/quarkus-app/quarkus-run.jar ";
    private static final String SERVE = "java -Dkafka.bootstrap.servers=broker:9092 ";
    private static final String BUILD = "it is the build that runs this test";
    private static final String KCAT = "needs kcat and a broker; DocumentsTest reads such a record";
    private static final String KCAT_LABEL = "needs kcat and a broker; LabelReaderTest reads such a value";
    private static final String CLUSTER = "needs a Kubernetes cluster; ManifestsTest checks the manifests";
    private static final String IMAGE = "needs an image that the workflow has pushed";
    private static final String SETUP = "installs packages from outside";
    private static final String TRAINING = "needs PyTorch, and trained models or hours of training";

    static final List<Proof> ALL = List.of(
            runBy(
                    "./mvnw -q -DskipTests package && " + JAR + "demo",
                    "CommandLineIT",
                    "\"demo\"",
                    "\"--images\"",
                    "\"--exit\""),
            runBy(
                    JAR + "audit export --candidate pruned-95 --out to-label",
                    "AuditIT",
                    "\"audit\"",
                    "\"export\"",
                    "\"--candidate\"",
                    "\"--out\""),
            runBy(JAR + "audit import to-label/labels.csv", "AuditIT", "\"audit\"", "\"import\""),
            runBy(JAR + "forget face-1 face-2 --url http://localhost:8080", "ForgetIT", "\"forget\"", "\"--url\""),
            runBy(JAR + "demo --no-labels", "AuditIT", "\"demo\"", "\"--no-labels\""),
            runBy(JAR + "demo --drift", "DriftIT", "--drift"),
            runBy(
                    SERVE
                            + "-Dpenumbra.models=/models/models.yaml -Dpenumbra.access.users=users -jar target/quarkus-app/quarkus-run.jar serve",
                    "ServiceIT",
                    "serve",
                    "kafka.bootstrap.servers",
                    "penumbra.models"),
            runBy(
                    JAR + "gate --candidate pruned-95 --url http://localhost:8080 --wait 1h",
                    "GateIT",
                    "\"gate\"",
                    "--url",
                    "--candidate",
                    "--wait"),
            runBy(
                    JAR + "gate --candidate pruned-95 --url http://penumbra:8080 --wait 1h",
                    "GateIT",
                    "\"gate\"",
                    "--url",
                    "--candidate",
                    "--wait"),
            runBy(
                    JAR + "gate plan --candidate pruned-95 --url http://penumbra:8080",
                    "GateIT",
                    "\"gate\", \"plan\"",
                    "--url",
                    "--candidate"),
            runBy(
                    JAR + "gate plan --flips 0.016 --share age=old,sex=male=0.01 --images-per-hour 6000",
                    "AskPlanTest",
                    "plan --flips 0.016 --share age=old,sex=male=0.01 --images-per-hour 6000"),
            runBy(
                    "curl 'localhost:8080/api/v1/gate/plan?candidate=pruned-95'",
                    "GateIT",
                    "/api/v1/gate/plan?candidate="),
            runBy(JAR + "generate --count 1000 --seed 5 --out avatars", "DocumentsIT", "\" generate \""),
            runBy(
                    JAR + "generate --count 24000 --seed 1 --out lab/data/avatars",
                    "CommandLineIT",
                    "\"generate\"",
                    "--count",
                    "--seed",
                    "--out"),
            runBy(
                    JAR + "generate --count 20000 --seed 2 --out lab/data/further",
                    "CommandLineIT",
                    "\"generate\"",
                    "--count",
                    "--seed",
                    "--out"),
            runBy(
                    SERVE + "-jar target/quarkus-app/quarkus-run.jar replay --dataset avatars --split test",
                    "DocumentsIT",
                    "\" replay \""),
            runBy(
                    JAR + "report --dataset /data/celeba --models /models/models.yaml --out study",
                    "ReportIT",
                    "--dataset",
                    "--models",
                    "--out"),
            runBy(JAR + "report --avatars 6000 --out study", "ReportIT", "--avatars", "--out"),
            runBy(JAR + "user ada viewer auditor", "MakeUserTest", "\"ada\"", "\"viewer\"", "\"auditor\""),
            notRun(JAR + "bench", "takes minutes, and its figures mean nothing on a busy machine"),
            runBy("curl 'localhost:8080/api/v1/gate?candidate=pruned-95'", "GateIT", "/api/v1/gate?candidate="),
            runBy(
                    "curl 'localhost:8080/api/v1/drift?candidate=full&subgroup=sex=female'",
                    "DriftIT",
                    "/api/v1/drift?candidate=",
                    "&subgroup="),
            runBy(
                    "curl -X PUT -H 'Content-Type: application/json' localhost:8080/api/v1/references/pruned-95 -d …",
                    "ReferencesResourceTest",
                    "references.put(",
                    "\\\"from\\\"",
                    "\\\"to\\\""),
            runBy(
                    "curl -X PUT -H 'Content-Type: application/json' localhost:8080/api/v1/references/full -d …",
                    "KafkaSecurityIT",
                    "/api/v1/references/full",
                    "subgroup_share"),
            runBy(
                    "curl -X DELETE localhost:8080/api/v1/references/pruned-95",
                    "ReferencesResourceTest",
                    "references.delete("),
            notRun("kcat -P -b localhost:9092 -t penumbra.images …", KCAT),
            notRun("echo '{\"label\": \"blond\"}' | kcat …", KCAT_LABEL),
            notRun("echo '{\"label\": \"blond\", \"subgroups\": {\"sex\": \"male\"}}' | kcat …", KCAT_LABEL),
            runBy(
                    "kafka-topics --bootstrap-server localhost:9092 --delete --topic penumbra.tallies",
                    "LogWatchIT",
                    "deleteTopics",
                    "\"tallies\""),
            notRun(
                    "kafka-topics --bootstrap-server localhost:9092 --create --topic penumbra.tallies …",
                    "its values are those of Topics.compacted"),
            runBy("docker compose up --build", "ComposeIT", "\"up\""),
            runBy("docker compose down --volumes", "ComposeIT", "\"down\", \"--volumes\""),
            notRun("docker build -t penumbra .", ".ci/run does what this stage of the Dockerfile says"),
            runBy("./mvnw verify && docker build -t penumbra --target prebuilt .", "Containers", "\"prebuilt\""),
            runBy("docker run …", "ImageIT", "Containers.service", "serve"),
            notRun("kubectl …", CLUSTER),
            runBy("deploy/pin", "SupplyChainTest", "deploy/pin"),
            notRun("cosign verify …", IMAGE),
            notRun("cosign verify-attestation …", IMAGE),
            notRun("gh attestation verify …", IMAGE),
            runBy(
                    "deploy/components/monitoring/make-rule https://wiki.example/RUNBOOK.md https://penumbra.example",
                    "PrometheusRulesTest",
                    "make-rule",
                    "https://wiki.example/"),
            notRun("./mvnw verify", BUILD),
            notRun("./mvnw -q test-compile dependency:build-classpath …", BUILD),
            notRun(
                    "./mvnw -q test-compile exec:java@dashboards",
                    "writes files of the project; DashboardsTest compares them"),
            notRun("java -cp target/test-classes:target/classes:…", "measures for minutes"),
            notRun("eval \"$(.ci/engine …", "starts a container engine; .ci/run runs it"),
            notRun("apt install …", SETUP),
            notRun("python3 -m venv …", SETUP),
            notRun("pip install …", SETUP),
            notRun("sed -i 's/ [01]$/ 2/' lab/data/further/list_eval_partition.txt", "needs the avatars drawn before"),
            notRun("python lab/prepare.py …", "needs PyTorch's packages"),
            notRun("python lab/train.py …", TRAINING),
            notRun("python lab/oneshot.py …", "needs onnx for Python; ShippedModelsTest counts the zeros that it made"),
            notRun("python lab/quantize.py …", TRAINING),
            notRun("python lab/package.py …", TRAINING),
            notRun("python lab/evaluate.py …", TRAINING));

    private Proofs() {}
}
