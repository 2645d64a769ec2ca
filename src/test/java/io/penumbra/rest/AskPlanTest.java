package io.penumbra.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class AskPlanTest {
    private record Said(int code, String out, String err) {}

    /** Runs {@code gate} as a user types it. */
    private static Said run(String arguments) {
        var out = new ByteArrayOutputStream();
        var err = new StringWriter();
        PrintStream before = System.out;
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            int code = new CommandLine(new AskGate())
                    .setErr(new PrintWriter(err, true))
                    .execute(arguments.split(" "));
            return new Said(code, out.toString(StandardCharsets.UTF_8), err.toString());
        } finally {
            System.setOut(before);
        }
    }

    @Test
    void planNeedsNoServiceWithTypedRates() {
        Said said = run("plan --flips 0.016 --share age=old,sex=male=0.01 --images-per-hour 6000");
        assertThat(said.err()).isEmpty();
        assertThat(said.code()).isZero();
        assertThat(said.out().lines().toList())
                .containsExactly(
                        "a pass takes about 220,000 images of the stream, 37 h, 35 labels; the slowest is the error on old male images",
                        "",
                        "subgroup          metric  comes to  images  of stream  labels    time",
                        "all               error   safe       2,200      2,200      35  22 min",
                        "age=old,sex=male  error   safe       2,200    220,000      35    37 h",
                        "",
                        "what if                          comes to  of stream    time                 saves",
                        "every margin twice as wide       pass         67,000    11 h  150,000 images, 26 h",
                        "exempted age=old,sex=male/error  pass          2,200  22 min  220,000 images, 37 h");
        assertThat(said.out().lines()).allMatch(line -> line.length() <= 120);
    }

    @Test
    void classAddsItsRates() {
        Said said = run(
                "plan --flips 0.016 --class blond=0.15 --share sex=male=0.4 --class sex=male/blond=0.02 --margin 0.02"
                        + " --margin false_negative_rate=0.1");
        assertThat(said.code()).as(said.err()).isZero();
        assertThat(said.out())
                .containsPattern("sex=male +FNR +safe")
                .contains("the slowest is the false negative rate on male images")
                .contains("without the false negative rate")
                .contains("--class: its rates also need references");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "plan --flips x | --flips is 'x', expected a number in place of 'x'",
                "plan --flips 1.5 | --flips is '1.5', expected a number from 0 to 1 in place of '1.5'",
                "plan --flips 0.1 --change 0.2 | --change is '0.2', expected a number from -0.1 to 0.1 in place of '0.2'",
                "plan --flips 0.1 --share sex=male | --share is 'sex=male', expected a subgroup and its share, such as sex=male,age=old=0.003",
                "plan --flips 0.1 --share sex=male=0 | --share is 'sex=male=0', expected a number above 0",
                "plan --flips 0.1 --share all=0.5 | --share is 'all=0.5', expected a subgroup; all images are the whole stream",
                "plan --flips 0.1 --share sex=male=0.1 --share sex=male=0.2 | --share is 'sex=male=0.2', expected each subgroup once, but sex=male is given twice",
                "plan --flips 0.1 --class 0.1 | --class is '0.1', expected a class and its share, such as blond=0.15",
                "plan --flips 0.1 --share sex=male=0.5 --class sex=male/blond=0.1 | --class has no share of blond among all images; add one without a subgroup, such as --class blond=0.15",
                "plan --flips 0.1 --class sex=male/blond=0.1 | --class is 'sex=male/blond=0.1', expected a subgroup that --share names",
                "plan --flips 0.1 --margin false_negative_rate=0.1 | --margin is 'false_negative_rate=0.1', expected one of [error] (the others need --class)",
                "plan --flips 0.1 --margin 0 | --margin is '0', expected a number above 0",
                "plan --flips 0.1 --images-per-hour -1 | --images-per-hour is '-1', expected a number above 0",
                "plan | expected either --candidate, to ask a service, or --flips",
                "plan --candidate x --flips 0.1 | expected either --candidate, to ask a service, or --flips",
                "plan --candidate x --margin 0.1 | expected either --candidate, to ask a service, or --flips",
                "plan --candidate x --url nowhere | --url is 'nowhere', expected a URL such as http://localhost:8080",
                "--url http://localhost:1 plan --candidate x | expected --url after plan, or without plan",
                "--url http://localhost:1 | Missing required option: '--candidate=NAME'"
            })
    void wrongRatesNameTheirOption(String arguments, String message) {
        Said said = run(arguments);
        assertThat(said.code()).isEqualTo(2);
        assertThat(said.err()).startsWith(message);
        assertThat(said.out()).isEmpty();
    }
}
