package dev.waybill.files.assembly;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.files.assembly.AssemblySettings.Mode;
import dev.waybill.files.moving.StretchReader;
import dev.waybill.files.staging.Stretch;
import dev.waybill.testkit.KeptCommit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Kills, and partitions that another process goes on with. */
final class RestartTest {
    private static final AssemblySettings DISK = AssemblySettings.of(Mode.DISK);

    private final Rig.World world = Rig.World.create();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void afterAKillStagedChunksAreFoundAndNotReadAgain() throws IOException {
        var file = TestFile.of("a.dat", 5_000, 1_000);
        for (int i = 1; i <= 4; i++) {
            world.put(0, file.value(i));
        }
        try (var rig = world.start(folder, DISK)) {
            rig.passUntil(rig.topics::hasNoLag, ofSeconds(5));
        }
        tearTheLastLine();
        world.put(0, file.value(5));

        var read = new ArrayList<Long>();
        try (var rig = world.start(folder, DISK)) {
            rig.source.whenRead(record -> read.add(record.offset()));
            rig.passUntil(rig.topics::hasNoLag, ofSeconds(5));

            assertThat(read).containsExactly(4L);
            assertThat(rig.sink.content("a.dat")).isEqualTo(file.bytes());
            assertThat(rig.staged()).isZero();
        }
    }

    /** As a crash does that comes while a line is written. */
    private void tearTheLastLine() throws IOException {
        try (var lists = Files.newDirectoryStream(folder.resolve("staging"), "*.chunks")) {
            for (Path list : lists) {
                Files.writeString(list, "\n{\"chunk\":5,\"off", StandardCharsets.UTF_8, StandardOpenOption.APPEND);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void theLastChunkIsNotCommittedBeforeItsFileHasArrived(Mode mode) throws IOException {
        var file = TestFile.of("a.dat", 3_000, 1_000);
        file.values().forEach(value -> world.put(0, value));
        world.sink().down();
        try (var rig = world.start(folder, AssemblySettings.of(mode))) {
            rig.pass(ofMinutes(1));
            assertThat(rig.topics.committed().values()).allMatch(offset -> offset <= 2);
        }
        world.sink().heal();

        try (var rig = world.start(folder, AssemblySettings.of(mode))) {
            rig.passUntil(rig.topics::hasNoLag, ofMinutes(1));

            assertThat(rig.sink.content("a.dat")).isEqualTo(file.bytes());
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void aKillBetweenArrivalAndCommitLeavesNoHalfFileBehind(Mode mode) throws IOException {
        var file = TestFile.of("a.dat", 3_000, 1_000);
        world.put(0, file.value(1));
        world.put(0, file.value(2));
        try (var rig = world.start(folder, AssemblySettings.of(mode))) {
            rig.passUntil(rig.topics::hasNoLag, ofMinutes(1));
            rig.source.refuseCommits(1_000);
            world.put(0, file.value(3));
            rig.passUntil(() -> !rig.sink.deliveries().isEmpty(), ofSeconds(5));
        }

        try (var rig = world.start(folder, AssemblySettings.of(mode))) {
            rig.passUntil(rig.topics::hasNoLag, ofMinutes(1));
            rig.pass(ofMinutes(2));

            assertThat(rig.sink.content("a.dat")).isEqualTo(file.bytes());
            assertThat(rig.reassembler.unfinished()).isEmpty();
            assertThat(rig.staged()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void aFileThatIsWrongSaysSoThoughTheProcessIsKilledBeforeThatIsParked(Mode mode) throws IOException {
        var bad = TestFile.of("a.dat", 1, 3_000, 1_000, 5);
        var promised = TestFile.of("a.dat", 3_000, 1_000).hash();
        world.put(0, bad.value(1, promised));
        world.put(0, bad.value(2, promised));
        try (var rig = world.start(folder, AssemblySettings.of(mode))) {
            rig.passUntil(rig.topics::hasNoLag, ofMinutes(1));
            world.failures().refuse(1_000);
            world.put(0, bad.value(3, promised));
            rig.pass(ofSeconds(5));
            assertThat(world.failures().parked()).isEmpty();
        }
        world.failures().refuse(0);

        try (var rig = world.start(folder, AssemblySettings.of(mode))) {
            rig.passUntil(rig.topics::hasNoLag, ofMinutes(1));

            assertThat(world.failures().parked())
                    .singleElement()
                    .satisfies(
                            parked -> assertThat(parked.failure().reason()).contains("the file has to be sent anew"));
            assertThat(rig.staged()).isZero();
        }
    }

    @Test
    void afterAKillChunksInMemoryAreNotWaitedForWhileNoneComesAfterThem() throws IOException {
        var file = TestFile.of("a.dat", 41_000, 1_000);
        for (int i = 1; i <= 40; i++) {
            world.put(0, file.value(i));
        }
        var settings = AssemblySettings.of(Mode.MEMORY);
        try (var rig = world.start(folder, settings)) {
            rig.pass(ofMillis(100));
            assertThat(rig.staged()).isZero();
        }

        try (var rig = world.start(folder, settings)) {
            rig.passUntil(rig.topics::hasNoLag, ofMillis(500));

            world.put(0, file.value(41));
            rig.passUntil(rig.topics::hasNoLag, ofMillis(500));
            assertThat(rig.sink.content("a.dat")).isEqualTo(file.bytes());
        }
    }

    @Test
    void whatWaitsInMemoryDoesNotHoldUpTheEnd() throws IOException {
        world.put(0, TestFile.of("a.dat", 3_000, 1_000).value(1));
        try (var rig = world.start(folder, AssemblySettings.of(Mode.MEMORY))) {
            rig.pass(ofMillis(100));

            rig.stop(ofMillis(500));

            assertThat(rig.topics.hasNoLag()).isTrue();
        }
    }

    @Test
    void aProcessWithAnotherFolderReadsBackWhatWasStagedAndNothingElse() throws IOException {
        var arrived = TestFile.of("arrived.dat", 3_000, 1_000);
        var half = TestFile.of("half.dat", 5_000, 1_000);
        world.put(0, half.value(1));
        arrived.values().forEach(value -> world.put(0, value));
        world.put(0, half.value(2));
        world.put(1, half.value(3));
        try (var rig = world.start(folder.resolve("one"), DISK)) {
            rig.passUntil(rig.topics::hasNoLag, ofSeconds(5));
        }
        world.put(2, half.value(4));
        world.put(0, half.value(5));

        var back = new ArrayList<Stretch>();
        try (var rig = world.start(folder.resolve("two"), DISK, reading(back))) {
            rig.passUntil(rig.topics::hasNoLag, ofSeconds(5));

            assertThat(back).containsExactlyInAnyOrder(new Stretch(0, 4), new Stretch(0, 0));
            assertThat(rig.sink.content("half.dat")).isEqualTo(half.bytes());
            assertThat(rig.sink.deliveries()).containsExactly("arrived.dat", "half.dat");
            assertThat(rig.reassembler.unfinished()).isEmpty();
        }
        assertThat(positions()).isSorted();
    }

    private List<Long> positions() {
        return world.topics().commits().stream()
                .filter(commit -> commit.partition().partition() == 0)
                .map(KeptCommit::position)
                .toList();
    }

    @Test
    void whatCouldNotBeReadBackIsStillToldByTheNextCommits() throws IOException {
        var half = TestFile.of("half.dat", 3_000, 1_000);
        world.put(0, half.value(1));
        world.put(0, half.value(2));
        try (var rig = world.start(folder.resolve("one"), DISK)) {
            rig.passUntil(rig.topics::hasNoLag, ofSeconds(5));
        }
        world.put(0, new byte[] {1}); // parked whatever else is under way, and that is committed
        world.put(0, TestFile.of("other.dat", 500, 1_000).value(1));
        try (var rig = world.start(folder.resolve("two"), DISK, reading(new ArrayList<>()), never -> {})) {
            rig.passUntil(() -> world.topics().committed().containsValue(3L), ofSeconds(5));
            assertThat(rig.sink.deliveries()).as("nothing is taken before").isEmpty();
        }
        world.put(0, half.value(3));

        var back = new ArrayList<Stretch>();
        try (var rig = world.start(folder.resolve("two"), DISK, reading(back))) {
            rig.passUntil(rig.topics::hasNoLag, ofSeconds(5));

            assertThat(back).containsExactly(new Stretch(0, 1));
            assertThat(rig.sink.content("half.dat")).isEqualTo(half.bytes());
        }
    }

    @Test
    void twoProcessesInOneGroupEachPutTogetherTheFilesOfTheirPartitions() throws IOException {
        var moved = TestFile.of("moved.dat", 5_000, 1_000);
        for (int i = 1; i <= 3; i++) {
            world.put(0, moved.value(i));
        }
        try (var one = world.start(folder.resolve("one"), DISK)) {
            one.passUntil(one.topics::hasNoLag, ofSeconds(5));
            one.source.revoke(Set.of(new TopicPartition(Rig.TOPIC, 0)));
            world.put(0, moved.value(4));
            world.put(0, moved.value(5));
            try (var two = world.start(folder.resolve("two"), DISK, reading(new ArrayList<>()))) {
                two.passUntil(two.topics::hasNoLag, ofSeconds(5));

                assertThat(two.sink.content("moved.dat")).isEqualTo(moved.bytes());
                world.put(0, TestFile.of("next.dat", 5_000, 1_000).value(1));
                two.passUntil(two.topics::hasNoLag, ofSeconds(5));
            }
            assertThat(one.staged())
                    .as("the file that was here and arrived there")
                    .isEqualTo(1);
        }
        try (var one = world.start(folder.resolve("one"), DISK, reading(new ArrayList<>()))) {
            one.pass(ofSeconds(5));

            assertThat(one.reassembler.unfinished())
                    .singleElement()
                    .satisfies(file -> assertThat(file.identity().path()).hasToString("next.dat"));
            assertThat(one.staged()).isEqualTo(1);
        }
    }

    @Test
    void whatWaitsInMemoryIsSettledBeforeItsPartitionGoesAndForgottenWhereItIsLost() throws IOException {
        var file = TestFile.of("a.dat", 4_000, 1_000);
        var partition = Set.of(new TopicPartition(Rig.TOPIC, 0));
        world.put(0, file.value(1));
        try (var rig = world.start(folder, AssemblySettings.of(Mode.MEMORY))) {
            rig.pass(ofMillis(100));
            long before = world.time().nanos();
            rig.source.revoke(partition);
            rig.passUntil(() -> rig.topics.committed().containsValue(1L), ofSeconds(1));
            assertThat(world.time().nanos() - before)
                    .as("it does not wait for quiet")
                    .isLessThan(ofMillis(500).toNanos());

            rig.source.assign(partition);
            world.put(0, TestFile.of("b.dat", 2_000, 1_000).value(1));
            rig.pass(ofMillis(100));
            rig.source.lose();
            rig.pass(ofMillis(100));
            assertThat(rig.reassembler.unfinished())
                    .extracting(one -> one.identity().path().toString())
                    .containsExactly("a.dat");
        }
    }

    @Test
    void aFileForWhichNoRecordStandsAnyMoreIsDeliveredUntilItHasArrived() throws IOException {
        var file = TestFile.of("a.dat", 2_000, 1_000);
        file.values().forEach(value -> world.put(0, value));
        world.sink().down();

        try (var rig = world.start(folder, DISK)) {
            rig.source.revoke(Set.of(new TopicPartition(Rig.TOPIC, 0)));
            rig.pass(ofSeconds(1));
            for (var record : world.put()) {
                rig.reassembler.takeBack(ReceivedChunk.of(record));
            }
            rig.pass(ofMinutes(2));
            assertThat(rig.sink.deliveries()).isEmpty();

            rig.sink.heal();
            rig.pass(ofMinutes(2));

            assertThat(rig.sink.deliveries()).containsExactly("a.dat");
            assertThat(rig.staged()).isZero();
        }
    }

    /** Reads what was put on the topic, and notes what it was asked for. */
    private StretchReader reading(List<Stretch> asked) {
        return (partition, stretch, shown) -> {
            asked.add(stretch);
            world.put().stream()
                    .filter(record -> record.partition() == partition.partition())
                    .filter(record -> record.offset() >= stretch.low() && record.offset() <= stretch.high())
                    .forEach(shown);
        };
    }
}
