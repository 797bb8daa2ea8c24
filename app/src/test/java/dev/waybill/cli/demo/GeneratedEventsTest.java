package dev.waybill.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.pid.handle.HandleRecord;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class GeneratedEventsTest {
    @Test
    void theyFollowFromTheSeed() {
        assertThat(values(7)).isEqualTo(values(7)).isNotEqualTo(values(8));
    }

    @Test
    void eachIsADatasetOfItsOwnThatThePlannerTakes() {
        GeneratedEvents good = Samples.generator(7);
        var datasets = new HashSet<String>();
        var handles = new ArrayList<String>();
        var names = new ArrayList<String>();
        for (int i = 0; i < 30; i++) {
            var plan = Samples.register(good.next());
            datasets.add(plan.datasetId());
            Stream.concat(plan.files().stream(), Stream.of(plan.dataset()))
                    .map(HandleRecord::handle)
                    .forEach(handles::add);
            plan.files().forEach(file -> names.add(text(file, "FILE_NAME")));
        }

        assertThat(datasets).hasSize(30).allMatch(id -> id.matches(".*\\.r1\\d\\di1p1f1\\..*\\.v\\d{8}"));
        assertThat(handles).doesNotHaveDuplicates();
        assertThat(names).doesNotHaveDuplicates().allMatch(name -> name.contains("i1p1f1"));
    }

    @Test
    void checksumsAndSizesAreNewAndOfTheirKind() {
        var template =
                Samples.register(Samples.named("cmip7-post.json")).files().get(0);
        GeneratedEvents good = Samples.generator(7);
        good.next();

        var file = Samples.register(good.next()).files().get(0);

        assertThat(text(file, "CHECKSUM_METHOD")).isEqualTo(text(template, "CHECKSUM_METHOD"));
        assertThat(text(file, "CHECKSUM"))
                .hasSameSizeAs(text(template, "CHECKSUM"))
                .isNotEqualTo(text(template, "CHECKSUM"));
        assertThat(text(file, "FILE_SIZE")).isNotEqualTo(text(template, "FILE_SIZE"));
    }

    private static List<String> values(long seed) {
        GeneratedEvents good = Samples.generator(seed);
        return Stream.generate(good::next)
                .limit(6)
                .map(event -> new String(event.value(), java.nio.charset.StandardCharsets.UTF_8))
                .toList();
    }

    private static String text(HandleRecord record, String type) {
        return record.value(type).orElseThrow().data().asString();
    }
}
