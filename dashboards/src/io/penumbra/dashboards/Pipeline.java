package io.penumbra.dashboards;

import static io.penumbra.dashboards.Query.own;
import static io.penumbra.dashboards.Query.quantile;
import static io.penumbra.dashboards.Query.rate;

/** Whether the stream flows, and if not, what stops it. */
final class Pipeline {
    static final String UID = "penumbra-pipeline";

    private static final String HERE = "instance=~\"$instance\"";
    private static final String CONSUMED = "kafka_consumer_fetch_manager_records_consumed_total";
    private static final String SCORING = "part=\"scoring\"";
    private static final String TALLY = "part=\"tally\"";
    private static final String DOWN = "no instance answers";
    private static final String NOT_SCORING = "nothing was scored in this time";

    private Pipeline() {}

    static Dashboard dashboard() {
        var dashboard = new Dashboard(
                        UID,
                        "Penumbra / Pipeline",
                        "Whether the stream flows: throughput, waiting records, batches, inference and decoding, dead letters, commits, restoration, the JVM.",
                        Variable.of(Variable.datasource(), Variable.job(), Variable.instances(), Variable.rest()))
                .link(
                        "Models as JSON",
                        "Penumbra's REST: the versions that are current in the stream",
                        "${rest}/api/v1/models");
        instances(dashboard);
        stream(dashboard);
        scoring(dashboard);
        tally(dashboard);
        jvm(dashboard);
        return dashboard;
    }

    private static void instances(Dashboard dashboard) {
        dashboard
                .row("Instances")
                .add(Panel.states(
                                "Ready",
                                "Whether each part of each instance works, and whether the instance answers Prometheus. Its /q/health/ready says why a part does not work.",
                                DOWN)
                        .ask("min by (instance, part) (" + own("penumbra_ready", HERE) + ")", "{{instance}} {{part}}")
                        .ask("max by (instance) (" + own("up", HERE) + ")", "{{instance}} answers")
                        .states(State.READY)
                        .size(10, 8))
                .add(Panel.states(
                                "Who exports the view",
                                "The instance that exports error ratios, verdicts and drift. Exactly one should at any time.",
                                DOWN)
                        .ask("max by (instance) (" + own("penumbra_view_exporter", HERE) + ")", "{{instance}}")
                        .states(State.EXPORTER)
                        .size(7, 8))
                .add(Panel.states(
                                "Kafka Streams",
                                "State of the tally's Kafka Streams. The tally counts while it is running. Rebalancing: a store is restored or partitions move.",
                                DOWN)
                        .ask("max by (instance) (" + own("kafka_stream_client_state", HERE) + ")", "{{instance}}")
                        .states(State.STREAMS)
                        .size(7, 8));
    }

    private static void stream(Dashboard dashboard) {
        dashboard
                .row("Stream")
                .add(Panel.lines(
                                "Throughput",
                                "Per second: images that were scored or refused, and scores and labels that the tally read.",
                                "suffix: /s",
                                DOWN)
                        .from(0)
                        .ask(
                                rate("", "penumbra_images_total", "outcome=\"scored\""),
                                "scored",
                                Palette.BLUE,
                                Line.SOLID)
                        .ask(
                                rate("", "penumbra_images_total", "outcome=\"dead_letter\""),
                                "✗ dead letters",
                                Palette.VERMILLION,
                                Line.DASHED)
                        .ask(
                                "sum by (topic) (rate("
                                        + own(CONSUMED, TALLY, "client_id=~\".+-StreamThread-.+\"", HERE)
                                        + "[$__rate_interval]))",
                                "tally: {{topic}}",
                                Palette.ORANGE,
                                Line.DOTTED))
                .add(Panel.lines(
                                "Waiting records",
                                "Records between what each part has done and the end of the log, over all partitions. Those of a batch in work and of an open transaction count. Each instance reads the view: the one farthest behind is shown. They should return to a few. If they only grow, the part is too slow.",
                                "short",
                                DOWN)
                        .from(0)
                        .ask(
                                "sum by (part, topic) (" + own("penumbra_waiting_records", "part!=\"view\"", HERE)
                                        + ")",
                                "{{part}}: {{topic}}",
                                Palette.BLUE,
                                Line.SOLID)
                        .ask(
                                "max by (part, topic) (" + own("penumbra_waiting_records", "part=\"view\"", HERE) + ")",
                                "view: {{topic}}",
                                Palette.PURPLE,
                                Line.DOTTED))
                .add(Panel.lines(
                                "Age of the view",
                                "Time since the view was last known to hold all that was counted. A few seconds are normal. It grows while a transaction is left open or a topic cannot be read.",
                                "s",
                                DOWN)
                        .from(0)
                        .ask("max by (instance) (" + own("penumbra_view_age_seconds", HERE) + ")", "{{instance}}"))
                .add(Panel.lines(
                                "Partitions that stand still",
                                "Partitions of which records wait and none was read for a minute. /q/health/ready names one and says why.",
                                "short",
                                DOWN)
                        .from(0)
                        .ask(
                                "sum by (part, topic) (" + own("penumbra_stalled_partitions", HERE) + ")",
                                "{{part}}: {{topic}}"))
                .add(Panel.bars(
                                "Records left out",
                                "Records of the view's topics and of changelogs that could not be read, and images that retention deleted before they were scored, in the time shown.",
                                "short",
                                "none, or no instance answers")
                        .ask(
                                "sort_desc(sum by (topic) (increase("
                                        + own("penumbra_unreadable_records_total", HERE)
                                        + "[$__range])) > 0)",
                                "unreadable: {{topic}}")
                        .ask(
                                "sum(increase(" + own("penumbra_removed_images_total", HERE) + "[$__range])) > 0",
                                "images deleted before they were scored"))
                .add(Panel.bars(
                                "Dead letters by reason",
                                "Records that went to a dead-letter topic in the time shown. docs/stream.md lists the reasons.",
                                "short",
                                "none, or no instance answers")
                        .ask(
                                "sort_desc(sum by (reason) (increase("
                                        + own("penumbra_dead_letters_total", HERE)
                                        + "[$__range])) > 0)",
                                "{{reason}}"))
                .add(Panel.lines(
                                "Labels",
                                "Per second: records of the labels topic by outcome, images whose id came twice, and images that came later than every window.",
                                "suffix: /s",
                                DOWN)
                        .from(0)
                        .ask(rate("outcome", "penumbra_labels_total"), "{{outcome}}", Palette.BLUE, Line.SOLID)
                        .ask(
                                rate("", "penumbra_duplicate_images_total"),
                                "images that came twice",
                                Palette.ORANGE,
                                Line.DASHED)
                        .ask(
                                rate("", "penumbra_late_images_total"),
                                "images later than every window",
                                Palette.PURPLE,
                                Line.DOTTED))
                .add(Panel.lines(
                                "Labels that wait",
                                "Images that have a label and no score yet. A label expires if its image is not scored in time. Other causes are different ids or different partitioners (librdkafka needs partitioner=murmur2_random).",
                                "short",
                                DOWN)
                        .from(0)
                        .ask("sum by (instance) (" + own("penumbra_waiting_labels", HERE) + ")", "{{instance}}"))
                .add(Panel.lines(
                                "Busy share of the scoring",
                                "Share of the time in which the scoring does not wait for images. Near 1 it is the bottleneck: start more instances.",
                                "percentunit",
                                "no instance scores")
                        .bounds(0, 1)
                        .ask(
                                "1 - max by (instance) (" + own("kafka_consumer_poll_idle_ratio_avg", SCORING, HERE)
                                        + ")",
                                "{{instance}}"));
    }

    private static void scoring(Dashboard dashboard) {
        dashboard
                .collapsed("Work")
                .add(Panel.lines(
                                "Batch",
                                "Records per batch. Each batch is one transaction. If batches are full, images wait.",
                                "short",
                                NOT_SCORING)
                        .from(0)
                        .ask(
                                rate("", "penumbra_batch_images_sum") + " / " + rate("", "penumbra_batch_images_count"),
                                "mean",
                                Palette.BLUE,
                                Line.SOLID)
                        .ask(quantile(0.99, "penumbra_batch_images"), "99 % of batches", Palette.ORANGE, Line.DASHED))
                .add(Panel.lines(
                                "Inference per image",
                                "Time for an image in all members of a model, over all threads. It is the cost of the model.",
                                "s",
                                NOT_SCORING)
                        .from(0)
                        .ask(
                                rate("model", "penumbra_inference_seconds_sum") + " / on () group_left "
                                        + rate("", "penumbra_batch_images_sum"),
                                "{{model}}"))
                .add(Panel.lines(
                                "Decoding of an image",
                                "Time to decode one image and to resize it to the models' input size.",
                                "s",
                                NOT_SCORING)
                        .from(0)
                        .ask(quantile(0.5, "penumbra_decode_seconds"), "half of the images", Palette.BLUE, Line.SOLID)
                        .ask(
                                quantile(0.99, "penumbra_decode_seconds"),
                                "99 % of the images",
                                Palette.ORANGE,
                                Line.DASHED))
                .add(Panel.lines(
                                "Commit of a batch",
                                "Time of one batch's transaction: its scores, its dead letters and its offsets.",
                                "s",
                                NOT_SCORING)
                        .from(0)
                        .ask(quantile(0.5, "penumbra_commit_seconds"), "half of the batches", Palette.BLUE, Line.SOLID)
                        .ask(
                                quantile(0.99, "penumbra_commit_seconds"),
                                "99 % of the batches",
                                Palette.ORANGE,
                                Line.DASHED));
    }

    private static void tally(Dashboard dashboard) {
        dashboard
                .add(Panel.lines(
                                "Commit of the tally",
                                "Mean and longest time of a commit of Kafka Streams, over all threads.",
                                "ms",
                                "nothing was counted in this time")
                        .from(0)
                        .ask(
                                "avg(" + own("kafka_stream_thread_commit_latency_avg", HERE) + ")",
                                "mean",
                                Palette.BLUE,
                                Line.SOLID)
                        .ask(
                                "max(" + own("kafka_stream_thread_commit_latency_max", HERE) + ")",
                                "longest",
                                Palette.ORANGE,
                                Line.DASHED))
                .add(Panel.lines(
                                "Rebalances",
                                "Rebalances per minute: partitions move between instances. A deployment causes some. Many without one mean that an instance comes and goes.",
                                "suffix: /min",
                                DOWN)
                        .from(0)
                        .ask("60 * " + rate("part", "kafka_consumer_coordinator_rebalance_total"), "{{part}}"))
                .collapsed("Restore")
                .add(Panel.lines(
                                "Still to restore",
                                "Records to read until a store is restored after a restart or a rebalance. Until then its tasks, or the view, stand still.",
                                "short",
                                DOWN)
                        .size(12, 8)
                        .from(0)
                        .ask(
                                "sum by (instance, store) (" + own("penumbra_restore_remaining_records", HERE) + ")",
                                "{{instance}} {{store}}"))
                .add(Panel.lines(
                                "Restored",
                                "Records read per second to restore a store. The remaining records divided by this rate are the time left.",
                                "suffix: /s",
                                DOWN)
                        .size(12, 8)
                        .from(0)
                        .ask(rate("store", "penumbra_restored_records_total"), "{{store}}"));
    }

    private static void jvm(Dashboard dashboard) {
        dashboard
                .collapsed("JVM")
                .add(Panel.lines("Heap", "Memory in use by objects, and the most that the JVM may take.", "bytes", DOWN)
                        .size(6, 8)
                        .from(0)
                        .ask(
                                "sum by (instance) (" + own("jvm_memory_used_bytes", "area=\"heap\"", HERE) + ")",
                                "used, {{instance}}",
                                Palette.BLUE,
                                Line.SOLID)
                        .ask(
                                "sum by (instance) (" + own("jvm_memory_max_bytes", "area=\"heap\"", HERE) + " > 0)",
                                "most, {{instance}}",
                                Palette.GREY,
                                Line.DASHED))
                .add(Panel.lines(
                                "Garbage collection",
                                "Share of the time in which the JVM pauses to collect garbage.",
                                "percentunit",
                                DOWN)
                        .size(6, 8)
                        .from(0)
                        .ask(rate("instance", "jvm_gc_pause_seconds_sum"), "{{instance}}"))
                .add(Panel.lines(
                                "Processor",
                                "Processor time of the process, as a share of the machine's.",
                                "percentunit",
                                DOWN)
                        .size(6, 8)
                        .bounds(0, 1)
                        .ask("max by (instance) (" + own("process_cpu_usage", HERE) + ")", "{{instance}}"))
                .add(Panel.lines("Threads", "Threads of the process that are alive.", "short", DOWN)
                        .size(6, 8)
                        .from(0)
                        .ask("max by (instance) (" + own("jvm_threads_live_threads", HERE) + ")", "{{instance}}"));
    }
}
