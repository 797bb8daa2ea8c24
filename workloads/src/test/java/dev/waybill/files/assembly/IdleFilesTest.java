package dev.waybill.files.assembly;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.failure.FailureClass;
import dev.waybill.failure.ParkedRecord;
import dev.waybill.files.assembly.AssemblySettings.Mode;
import dev.waybill.files.moving.LogBounds.Bounds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files of which no further chunk comes, where they are to be parked after three minutes. */
final class IdleFilesTest {
    private static final Duration LONGEST = ofMinutes(3);
    private static final AssemblySettings DISK = AssemblySettings.of(Mode.DISK);

    private final Rig.World world = Rig.World.create();
    private final TestFile file = TestFile.of("run/a.dat", 4_500, 1_000);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private Rig start(AssemblySettings settings) throws IOException {
        var rig = world.start(folder, settings);
        rig.parkIdle(LONGEST, world.bounds(), world.reading());
        return rig;
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void anIdleFileIsParkedRecordByRecordAsTheTopicHasThemAndLeavesTheStagingFolder(Mode mode) throws IOException {
        world.put(0, file.value(1));
        world.put(0, TestFile.of("other.dat", 500, 1_000).value(1));
        world.put(1, file.value(3));

        try (var rig = start(AssemblySettings.of(mode))) {
            rig.pass(LONGEST.minus(ofSeconds(2)));
            assertThat(world.failures().parked()).as("before its time").isEmpty();
            assertThat(rig.staged()).isEqualTo(1);

            rig.pass(ofSeconds(5));

            assertThat(values()).containsExactlyInAnyOrder(file.value(1), file.value(3));
            assertThat(world.failures().parked()).allSatisfy(parked -> {
                assertThat(world.put()).contains(parked.record());
                assertThat(parked.failure().failureClass()).isEqualTo(FailureClass.POISON);
                assertThat(parked.failure().reason()).contains("raw:run/a.dat: 2 of 5 chunks came", "missing: 2, 4-5");
            });
            assertThat(rig.staged()).isZero();
            assertThat(rig.reassembler.unfinished()).isEmpty();
        }
    }

    private List<byte[]> values() {
        var values = new ArrayList<byte[]>();
        world.failures().parked().forEach(parked -> values.add(parked.record().value()));
        return values;
    }

    @Test
    void eachChunkThatComesBeginsTheTimeAnew() throws IOException {
        world.put(0, file.value(1));

        try (var rig = start(DISK)) {
            rig.pass(ofMinutes(2));
            world.put(1, file.value(2));
            rig.pass(ofMinutes(2));
            assertThat(world.failures().parked()).isEmpty();

            rig.pass(ofMinutes(2));
            assertThat(world.failures().parked()).hasSize(2);
        }
    }

    @Test
    void whatWasParkedArrivesOnceItCameAgainWithTheRest() throws IOException {
        world.put(0, file.value(1));
        world.put(0, file.value(2));

        try (var rig = start(DISK)) {
            rig.pass(LONGEST.plusSeconds(5));
            var parked = values();
            assertThat(parked).hasSize(2);
            for (int i = 3; i <= 5; i++) {
                world.put(0, file.value(i));
            }
            parked.forEach(value -> world.put(1, value));
            rig.passUntil(rig.topics::hasNoLag, ofSeconds(5));

            assertThat(rig.sink.content("run/a.dat")).isEqualTo(file.bytes());
            assertThat(rig.staged()).isZero();
        }
    }

    @Test
    void whatTheTopicHasAndNobodyReadYetKeepsAFileFromBeingIdle() throws IOException {
        var paused = Set.of(new TopicPartition(Rig.TOPIC, 0));
        world.put(0, file.value(1));

        try (var rig = start(DISK)) {
            rig.passUntil(rig.topics::hasNoLag, ofSeconds(5));
            rig.source.pause(paused);
            for (int i = 2; i <= 5; i++) {
                world.put(0, file.value(i));
            }
            rig.pass(LONGEST.multipliedBy(2));
            assertThat(world.failures().parked()).isEmpty();

            rig.source.resume(paused);
            rig.passUntil(rig.topics::hasNoLag, ofSeconds(5));

            assertThat(rig.sink.content("run/a.dat")).isEqualTo(file.bytes());
        }
    }

    @Test
    void aFileOfWhichTheTopicHasDeletedAChunkStaysStaged() throws IOException {
        world.put(0, file.value(1));
        world.put(0, file.value(2));

        try (var rig = world.start(folder, DISK)) {
            rig.parkIdle(
                    LONGEST,
                    asked -> asked.stream()
                            .collect(Collectors.toMap(
                                    p -> p, p -> new Bounds(1, world.topics().end(p)))),
                    world.reading());
            rig.pass(LONGEST.multipliedBy(2));

            assertThat(world.failures().parked()).isEmpty();
            assertThat(rig.staged()).isEqualTo(1);
        }
    }

    @Test
    void aFileWhosePartitionIsReadElsewhereIsNotParkedHere() throws IOException {
        world.put(0, file.value(1));

        try (var rig = start(DISK)) {
            rig.passUntil(rig.topics::hasNoLag, ofSeconds(5));
            rig.source.revoke(Set.of(new TopicPartition(Rig.TOPIC, 0)));
            rig.pass(LONGEST.multipliedBy(2));

            assertThat(world.failures().parked()).isEmpty();
            assertThat(rig.staged()).isEqualTo(1);
        }
    }

    @Test
    void aStoreThatRefusesLeavesTheFileWhereItIsAndIsAskedAgain() throws IOException {
        world.put(0, file.value(1));
        world.failures().refuse(2);

        try (var rig = start(DISK)) {
            rig.passUntil(() -> rig.refusals() == 2, LONGEST.plusSeconds(5));
            assertThat(rig.staged()).isEqualTo(1);

            rig.pass(ofSeconds(5));

            assertThat(values()).containsExactly(file.value(1));
            assertThat(rig.staged()).isZero();
        }
    }

    @Test
    void theTimeGoesOnThroughARestart() throws IOException {
        world.put(0, file.value(1));
        try (var rig = world.start(folder, DISK)) {
            rig.passUntil(rig.topics::hasNoLag, ofSeconds(5));
        }
        stagedAt(world.time().instant().minus(LONGEST));

        try (var rig = start(DISK)) {
            rig.pass(ofSeconds(5));

            assertThat(world.failures().parked())
                    .extracting(ParkedRecord::attempts)
                    .containsExactly(0);
            assertThat(rig.staged()).isZero();
        }
    }

    private void stagedAt(Instant when) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("staging"))) {
            files.filter(path -> path.toString().endsWith(".chunks")).forEach(path -> {
                try {
                    Files.setLastModifiedTime(path, FileTime.from(when));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
