package dev.waybill.jobs.discover;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class BarrierTest {
    @Test
    void withoutHoldersEverythingIsCertain() {
        Barrier barrier = new Barrier(10, 10, Set.of()).outlook(50, Set.of()).settled(50);

        assertThat(barrier).isEqualTo(new Barrier(50, 50, Set.of()));
    }

    @Test
    void theNewestWaitsForThoseWhoWereSeenWithItAndForNobodyElse() {
        Barrier first =
                new Barrier(10, 10, Set.of()).outlook(50, Set.of("3/1", "4/7")).settled(10);
        assertThat(first).isEqualTo(new Barrier(10, 50, Set.of("3/1", "4/7")));

        Barrier second = first.outlook(70, Set.of("4/7", "5/2")).settled(10);
        assertThat(second).isEqualTo(new Barrier(10, 50, Set.of("4/7")));

        Barrier.Outlook third = second.outlook(90, Set.of("5/2"));
        assertThat(third.certain()).isEqualTo(50);
        assertThat(third.settled(50)).isEqualTo(new Barrier(50, 90, Set.of("5/2")));
    }

    @Test
    void whatIsCertainStaysCertainUntilAllOfItWasLookedAt() {
        Barrier.Outlook outlook = new Barrier(10, 50, Set.of("4/7")).outlook(90, Set.of("5/2"));

        Barrier halfWay = outlook.settled(30);

        assertThat(halfWay.outlook(99, Set.of("6/1")).certain()).isEqualTo(50);
    }

    /** Writers draw numbers and commit in any order; the reader only knows what the database shows. */
    @Test
    void nothingIsLostWhateverTheOrderOfCommits() {
        for (int seed = 0; seed < 2_000; seed++) {
            var random = new Random(seed);
            var open = new TreeMap<String, List<Long>>();
            var visible = new HashSet<Long>();
            var found = new HashSet<Long>();
            long sequence = 0;
            int transactions = 0;
            Barrier barrier = Barrier.START;
            for (int move = 0; move < 120; move++) {
                int kind = random.nextInt(4);
                if (kind == 0) {
                    open.put("1/" + transactions++, new ArrayList<>());
                } else if (kind == 1 && !open.isEmpty()) {
                    Objects.requireNonNull(open.get(any(open, random))).add(++sequence);
                } else if (kind == 2 && !open.isEmpty()) {
                    List<Long> brought = Objects.requireNonNull(open.remove(any(open, random)));
                    if (random.nextInt(5) > 0) {
                        visible.addAll(brought);
                    }
                } else {
                    barrier = pass(barrier, visible, open.keySet(), found, random);
                }
            }
            open.values().forEach(visible::addAll);
            pass(barrier, visible, Set.of(), found, random);

            assertThat(found).as("seed %d", seed).isEqualTo(visible);
        }
    }

    private static String any(Map<String, List<Long>> open, Random random) {
        return List.copyOf(open.keySet()).get(random.nextInt(open.size()));
    }

    private static Barrier pass(
            Barrier barrier, Set<Long> visible, Set<String> holders, Set<Long> found, Random random) {
        long newest = visible.stream().mapToLong(n -> n).max().orElse(0);
        Barrier.Outlook outlook = barrier.outlook(newest, holders);
        visible.stream().filter(n -> n > barrier.settled()).forEach(found::add);
        long span = outlook.certain() - barrier.settled();
        return outlook.settled(barrier.settled() + (span == 0 ? 0 : 1 + random.nextInt((int) span)));
    }
}
