package dev.waybill.files.assembly;

import static dev.waybill.failure.DeliveryException.poison;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.failure.FailureClass;
import dev.waybill.files.assembly.AssemblySettings.Mode;
import dev.waybill.files.chunk.Sha512;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Chunks become files: in any order, repeated, wrong, while the sink is away. */
final class ReassemblyTest {
    private static final long SEED = 20_261_121;

    private final Rig.World world = Rig.World.create();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @ParameterizedTest
    @EnumSource(Mode.class)
    void filesArriveWholeFromChunksInAnyOrderRepeatedAndOfSeveralVersions(Mode mode) throws IOException {
        var files = new ArrayList<TestFile>();
        var values = new ArrayList<byte[]>();
        for (int i = 0; i < 20; i++) {
            files.add(TestFile.of("run-" + i % 3 + "/scan-" + i + ".dat", 1_000 * i + 1, 700));
        }
        var older = TestFile.of("run-0/scan-0.dat", 0.5, 9_000, 1_000, 77);
        files.forEach(file -> values.addAll(file.values()));
        files.forEach(file -> values.addAll(file.values()));
        values.addAll(older.values());
        Collections.shuffle(values, new Random(SEED));
        for (int i = 0; i < values.size(); i++) {
            world.put(i % Rig.PARTITIONS, values.get(i));
        }

        try (var rig = world.start(folder, AssemblySettings.of(mode))) {
            rig.passUntil(rig.topics::hasNoLag, ofMinutes(2));

            assertThat(world.failures().parked()).isEmpty();
            for (TestFile file : files) {
                assertThat(rig.sink.content(file.path())).as(file.path()).isEqualTo(file.bytes());
            }
            rig.pass(ofMinutes(2));
            assertThat(rig.staged()).as("nothing is left over").isZero();
            assertThat(rig.reassembler.unfinished()).isEmpty();
        }
    }

    @Test
    void inMemoryModeNothingIsCommittedOrWrittenBeforeTheFileHasArrived() throws IOException {
        var file = TestFile.of("a.dat", 2_500, 1_000);
        world.put(0, file.value(3));
        world.put(0, file.value(1));

        try (var rig = world.start(folder, AssemblySettings.of(Mode.MEMORY))) {
            rig.pass(ofSeconds(1).minusMillis(100));
            assertThat(rig.topics.committed().values()).allMatch(offset -> offset == 0);
            assertThat(rig.staged()).isZero();

            world.put(0, file.value(2));
            rig.passUntil(rig.topics::hasNoLag, ofSeconds(2));

            assertThat(rig.sink.content("a.dat")).isEqualTo(file.bytes());
            assertThat(rig.staged()).isZero();
        }
    }

    @Test
    void inMemoryModeAFileThatStaysIncompleteGoesToDiskAndHoldsUpNoCommit() throws IOException {
        var file = TestFile.of("a.dat", 2_500, 1_000);
        world.put(0, file.value(1));

        try (var rig = world.start(folder, AssemblySettings.of(Mode.MEMORY))) {
            rig.passUntil(rig.topics::hasNoLag, ofMinutes(1));

            assertThat(rig.staged()).isEqualTo(1);
            assertThat(rig.reassembler.unfinished())
                    .singleElement()
                    .satisfies(one -> assertThat(one.missing()).hasToString("[2-3]"));
        }
    }

    @Test
    void beyondTheBoundOfMemoryTheQuietestFileGoesToDisk() throws IOException {
        var first = TestFile.of("first.dat", 5_000, 1_000);
        var second = TestFile.of("second.dat", 5_000, 1_000);
        for (int i = 1; i < 5; i++) {
            world.put(0, first.value(i));
        }
        for (int i = 1; i < 5; i++) {
            world.put(0, second.value(i));
        }
        var settings = AssemblySettings.of(Mode.MEMORY).withMemoryBytes(6_000);

        try (var rig = world.start(folder, settings)) {
            rig.pass(ofSeconds(1).minusMillis(100));
            assertThat(rig.staged()).isEqualTo(1);

            world.put(1, first.value(5));
            world.put(1, second.value(5));
            rig.passUntil(rig.topics::hasNoLag, ofSeconds(5));

            assertThat(rig.sink.content("first.dat")).isEqualTo(first.bytes());
            assertThat(rig.sink.content("second.dat")).isEqualTo(second.bytes());
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void anOutageOfTheSinkParksNothingHoweverManyChunksComeMeanwhile(Mode mode) throws IOException {
        var waiting = new ArrayList<TestFile>();
        for (int i = 0; i < 3; i++) {
            waiting.add(TestFile.of("waiting-" + i, 3_000, 1_000));
            waiting.get(i).values().forEach(value -> world.put(0, value));
        }
        world.sink().down();

        try (var rig = world.start(folder, AssemblySettings.of(mode))) {
            var growing = TestFile.of("growing", 200_000, 1_000);
            for (int i = 1; i < 200; i++) {
                world.put(1, growing.value(i));
                rig.pass(ofSeconds(3));
            }
            assertThat(world.failures().parked()).isEmpty();
            assertThat(rig.sink.deliveries()).isEmpty();

            rig.sink.heal();
            world.put(2, growing.value(200));
            rig.passUntil(rig.topics::hasNoLag, ofMinutes(3));

            waiting.add(growing);
            for (TestFile file : waiting) {
                assertThat(rig.sink.content(file.path())).isEqualTo(file.bytes());
            }
        }
    }

    @Test
    void inMemoryModeTheEndOfAnOutageIsNoticedThoughChunksWaitInMemory() throws IOException {
        var files = new ArrayList<TestFile>();
        for (int i = 0; i < 20; i++) {
            files.add(TestFile.of("scan-" + i, 3_000, 1_000));
            files.get(i).values().forEach(value -> world.put(0, value));
        }
        world.sink().down();

        try (var rig = world.start(folder, AssemblySettings.of(Mode.MEMORY))) {
            rig.pass(ofSeconds(5));
            rig.sink.heal();
            rig.passUntil(rig.topics::hasNoLag, ofSeconds(15));

            assertThat(rig.sink.deliveries()).hasSize(20);
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void aFileWhoseHashIsWrongIsParkedAndAGoodOneOfTheSameNameArrives(Mode mode) throws IOException {
        var good = TestFile.of("a.dat", 2_500, 1_000);
        var bad = TestFile.of("a.dat", 1, 2_500, 1_000, 5);
        for (int i = 1; i <= 3; i++) {
            world.put(0, bad.value(i, good.hash()));
        }

        try (var rig = world.start(folder, AssemblySettings.of(mode))) {
            rig.passUntil(rig.topics::hasNoLag, ofSeconds(5));
            assertThat(rig.sink.deliveries()).isEmpty();
            assertThat(world.failures().parked()).hasSize(mode == Mode.MEMORY ? 3 : 1);
            assertThat(world.failures().parked())
                    .allSatisfy(parked -> assertThat(parked.failure().reason())
                            .contains("raw:a.dat", "all 3 chunks are there", "the file has to be sent anew"));
            assertThat(rig.staged()).isZero();

            good.values().forEach(value -> world.put(1, value));
            rig.passUntil(rig.topics::hasNoLag, ofSeconds(5));

            assertThat(rig.sink.content("a.dat")).isEqualTo(good.bytes());
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void chunksThatDisagreeAreParkedWithBothPositionsAndTheFileArrives(Mode mode) throws IOException {
        var file = TestFile.of("a.dat", 2_500, 1_000);
        world.put(0, file.value(1));
        world.put(0, file.value(2, 900, 1_000, file.hash()));
        world.put(0, "no chunk".getBytes(UTF_8));
        world.put(0, file.value(2));
        world.put(0, file.value(3));

        try (var rig = world.start(folder, AssemblySettings.of(mode))) {
            rig.passUntil(rig.topics::hasNoLag, ofSeconds(5));

            assertThat(rig.sink.content("a.dat")).isEqualTo(file.bytes());
            assertThat(world.failures().parked())
                    .hasSize(2)
                    .allSatisfy(parked ->
                            assertThat(parked.failure().failureClass()).isEqualTo(FailureClass.POISON));
            assertThat(world.failures().parked().stream()
                            .map(parked -> parked.failure().reason())
                            .filter(reason -> reason.contains("does not fit"))
                            .toList())
                    .singleElement()
                    .asString()
                    .contains("raw-0@1", "raw-0@0", "chunk 2 of 3 (offset 900, 1000 bytes");
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void aChunkThatComesAgainWithOtherBytesOfTheSameLengthCompletesNoWrongFile(Mode mode) throws IOException {
        var good = TestFile.of("a.dat", 2_500, 1_000);
        var other = TestFile.of("a.dat", 1, 2_500, 1_000, 5);
        world.put(0, good.value(1));
        world.put(0, other.value(1, good.hash()));

        try (var rig = world.start(folder, AssemblySettings.of(mode))) {
            rig.pass(ofSeconds(2));
            world.put(0, good.value(2));
            world.put(0, good.value(3));
            rig.passUntil(rig.topics::hasNoLag, ofSeconds(5));

            if (mode == Mode.DISK) { // there the later one counts
                assertThat(rig.sink.deliveries()).isEmpty();
                assertThat(world.failures().parked()).hasSize(1);
            } else {
                assertThat(rig.sink.content("a.dat")).isEqualTo(good.bytes());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void aFileThatTheSinkRefusesIsParkedAndArrivesWhenItsParkedRecordsComeAgain(Mode mode) throws IOException {
        var file = TestFile.of("a.dat", 2_500, 1_000);
        file.values().forEach(value -> world.put(0, value));
        world.sink().refuse(any -> poison("the sink takes no such name"));

        try (var rig = world.start(folder, AssemblySettings.of(mode))) {
            rig.passUntil(rig.topics::hasNoLag, ofSeconds(5));
            List<byte[]> parked = new ArrayList<>();
            world.failures().parked().forEach(one -> parked.add(one.record().value()));
            assertThat(parked).hasSize(mode == Mode.MEMORY ? 3 : 1);
            assertThat(world.failures().parked().get(0).failure().reason()).isEqualTo("the sink takes no such name");

            rig.sink.heal();
            parked.forEach(value -> world.put(1, value));
            rig.passUntil(rig.topics::hasNoLag, ofSeconds(5));

            assertThat(rig.sink.content("a.dat")).isEqualTo(file.bytes());
            assertThat(rig.staged()).isZero();
        }
    }

    @Test
    void anOlderVersionNeverReplacesANewerOneAndIsNotKeptForEver() throws IOException {
        var older = TestFile.of("a.dat", 1, 3_000, 1_000, 1);
        var newer = TestFile.of("a.dat", 2, 2_500, 1_000, 2);
        var oldest = TestFile.of("a.dat", 0.5, 2_000, 1_000, 3);
        world.put(0, older.value(1));
        world.put(0, oldest.value(1));
        newer.values().forEach(value -> world.put(0, value));

        try (var rig = world.start(folder, AssemblySettings.of(Mode.DISK))) {
            rig.passUntil(rig.topics::hasNoLag, ofSeconds(5));
            world.put(0, older.value(2));
            world.put(0, older.value(3));
            rig.passUntil(rig.topics::hasNoLag, ofSeconds(5));
            rig.pass(ofMinutes(2));

            assertThat(rig.sink.deliveries()).containsExactly("a.dat");
            assertThat(rig.sink.content("a.dat")).isEqualTo(newer.bytes());
            assertThat(rig.reassembler.unfinished()).isEmpty();
            assertThat(rig.staged()).isZero();
            assertThat(world.failures().parked()).isEmpty();
        }
    }

    @Test
    void anEmptyFileIsAFile() throws IOException {
        var empty = new TestFile("empty", 1, new byte[0], 1_000);
        world.put(0, empty.value(1, 0, 0, Sha512.ofData(ByteBuffer.allocate(0))));

        try (var rig = world.start(folder, AssemblySettings.of(Mode.DISK))) {
            rig.passUntil(rig.topics::hasNoLag, ofSeconds(5));

            assertThat(rig.sink.deliveries()).containsExactly("empty");
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void aDiskThatRefusesParksNothingAndIsWaitedFor(Mode mode) throws IOException {
        var file = TestFile.of("a.dat", 2_500, 1_000);
        world.put(0, file.value(1));
        Path staging = folder.resolve("staging");

        try (var rig = world.start(folder, AssemblySettings.of(mode))) {
            Files.move(staging, folder.resolve("away"));
            rig.pass(ofMinutes(5));
            assertThat(rig.topics.committed().values()).allMatch(offset -> offset == 0);

            Files.move(folder.resolve("away"), staging);
            world.put(0, file.value(2));
            world.put(0, file.value(3));
            rig.passUntil(rig.topics::hasNoLag, ofMinutes(1));

            assertThat(rig.sink.content("a.dat")).isEqualTo(file.bytes());
            assertThat(world.failures().parked()).isEmpty();
        }
    }
}
