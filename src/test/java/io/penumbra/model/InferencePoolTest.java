package io.penumbra.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InferencePoolTest {
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration SHORT = Duration.ofMillis(20);
    private static final float[] OUTPUT = {1, 2};

    private final InferencePool pool = new InferencePool(1, SHORT);

    @AfterEach
    void close() {
        pool.end();
    }

    private static RunFailure failure(CompletableFuture<InferencePool.Ran> future) {
        return (RunFailure)
                catchThrowableOfType(ExecutionException.class, future::get).getCause();
    }

    @Test
    void runGivesItsOutput() throws Exception {
        assertThat(pool.begin(options -> OUTPUT, LONG).get().output()).isEqualTo(OUTPUT);
    }

    @Test
    void exceptionIsAFault() {
        RunFailure failure = failure(pool.begin(
                options -> {
                    throw new IllegalStateException("no such row");
                },
                LONG));
        assertThat(failure.kind()).isEqualTo(RunFailure.Kind.FAULT);
        assertThat(failure).hasMessage("fails: no such row");
    }

    @Test
    void failureOfTheRunItselfStaysWhatItIs() {
        var own = new RunFailure("gives 5 values", RunFailure.Kind.FAULT, null);
        assertThat(failure(pool.begin(
                        options -> {
                            throw own;
                        },
                        LONG)))
                .isSameAs(own);
    }

    @Test
    void runThatNeverStopsFailsAndAnotherThreadTakesItsPlace() throws Exception {
        var released = new CountDownLatch(1);
        var ended = new CountDownLatch(1);
        CompletableFuture<InferencePool.Ran> stuck = pool.begin(
                options -> {
                    awaitDeaf(released);
                    ended.countDown();
                    return OUTPUT;
                },
                SHORT);
        assertThat(failure(stuck).kind()).isEqualTo(RunFailure.Kind.STUCK);
        assertThat(failure(stuck)).hasMessageContaining("within 20 ms and does not stop");
        assertThat(pool.begin(options -> OUTPUT, LONG).get().output()).isEqualTo(OUTPUT);
        released.countDown();
        ended.await();
        assertThat(pool.begin(options -> OUTPUT, LONG).get().output()).isEqualTo(OUTPUT);
    }

    /** As native code does, it hears no interrupt. */
    private static void awaitDeaf(CountDownLatch released) {
        while (true) {
            try {
                released.await();
                return;
            } catch (InterruptedException e) {
                // waits on
            }
        }
    }

    @Test
    void runThatNobodyWaitsForAnyMoreIsNotBegun() throws Exception {
        var released = new CountDownLatch(1);
        CompletableFuture<InferencePool.Ran> first = pool.begin(
                options -> {
                    awaitDeaf(released);
                    return OUTPUT;
                },
                LONG);
        CompletableFuture<InferencePool.Ran> second = pool.begin(
                options -> {
                    throw new AssertionError("begun");
                },
                LONG);
        second.complete(new InferencePool.Ran(OUTPUT, 0));
        released.countDown();
        assertThat(first.get().output()).isEqualTo(OUTPUT);
        assertThat(second.get().output()).isEqualTo(OUTPUT);
    }

    @Test
    void endSaysWhetherAllRunsEnded() throws Exception {
        pool.begin(options -> OUTPUT, LONG).get();
        assertThat(pool.end()).isTrue();
    }
}
