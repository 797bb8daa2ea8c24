package dev.waybill.offset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.offset.ResumeData.Decoded;
import dev.waybill.record.Position;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The text that travels with a commit: what it says, how long it is, and what becomes of texts that are none. */
class ResumeDataTest {
    static final String TOPIC = "payments";
    static final int PARTITION = 3;
    private static final RunMark MARK = new RunMark(true, 1, 50, RunMark.NOWHERE);
    private static final ResumeFormat ASCII = ResumeFormat.DEFAULT;

    @Test
    void nothingToSayIsTheEmptyText() {
        assertThat(ResumeData.nothingAbove(17).encode(ASCII, TOPIC, PARTITION)).isEmpty();
        assertThat(accepted("", 17)).isEqualTo(ResumeData.nothingAbove(17));
    }

    @ParameterizedTest
    @EnumSource(Alphabet.class)
    void whatWasWrittenIsRead(Alphabet alphabet) {
        var data = new ResumeData(1_000, held(1_001, 1_004, 1_010, 1_011, 5_000, 9_000), extras(1_000, 3));

        String text = data.encode(new ResumeFormat(alphabet, 4096), TOPIC, PARTITION);

        assertThat(accepted(text, 1_000)).isEqualTo(data);
    }

    /** The format is a promise to the next version: these texts have to be readable for ever. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "wb2adI9dl}P?:? 42 43,45",
                "wb2w\u4908\u3808\u4d50\u7171\u0160 42 43,45",
                "wb2a>M.}ws6L}?61u6u0h@<D1l 1000 1001,1400,1401,2000,2005,90000",
                "wb2a01Y^kcX9]d5Nxm 0 900,901,5000,5001",
                "wb2a02MO/qLYiP.lufColUV 0 50,500,550,1000,1050,1500",
            })
    void textsOfVersionTwoStayReadable(String text, long base, String bounds) {
        long[] runs = Stream.of(bounds.split(",")).mapToLong(Long::parseLong).toArray();

        assertThat(accepted(text, base).held()).isEqualTo(held(runs));
    }

    @Test
    void aListOfUnsettledOffsetsOfVersionTwoStaysReadable() {
        var all = new HeldRuns.Builder();
        LongStream.range(1, 120).filter(i -> (i * i * 7 + i / 3) % 13 < 12).forEach(i -> all.add(i, i + 1));

        assertThat(accepted("wb2a00><9T?ziL&pvsr0M", 0).held()).isEqualTo(all.build());
    }

    @Test
    void aTextOfVersionThreeStaysReadable() {
        var attempts = new TreeMap<>(Map.of(42L, new FailedAt(3, 0), 46L, new FailedAt(300, 5)));

        assertThat(accepted("wb3ad-qq}01#Hw76n7FFpNZlbn0=", 42))
                .isEqualTo(new ResumeData(42, held(43, 45), new ResumeExtras(attempts, MARK)));
    }

    @Test
    void failuresOfVersionTwoAreLeftOutForItDoesNotSayWhereTheyWere() {
        assertThat(accepted("wb2ad-qq}60IYAw=Nvj0ofFY0W", 42))
                .isEqualTo(new ResumeData(42, held(43, 45), new ResumeExtras(new TreeMap<>(), MARK)));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void everyCodeReadsWhatItWrites(long seed) throws DamagedException {
        var random = new Random(seed);
        var held = new HeldRuns.Builder();
        for (int i = 3; i < 2_000; i++) {
            if (random.nextInt(10) < seed * 2) {
                held.add(i, i + 1);
            }
        }
        var runs = held.build();

        for (HeldCode code : List.of(
                Gaps.betweenUnsettled(runs, 2),
                Gaps.betweenHeld(runs, 2),
                new RunLengths(runs, 2),
                new Bitmap(runs, 2))) {
            var bits = new BitWriter();
            bits.bits(code.kind(), HeldCode.KIND_BITS);
            code.write(bits);

            assertThat(bits.bytes().length * 8L).as("%s, seed %d", code, seed).isLessThan(code.bits() + 64);
            assertThat(HeldCode.read(new BitReader(bits.bytes()), 2))
                    .as("%s, seed %d", code, seed)
                    .isEqualTo(runs);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void randomDataOfEveryShapeComesBackWhole(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            long base = random.nextInt(3) == 0 ? random.nextLong(1L << 50) : random.nextInt(1000);
            var data = new ResumeData(base, randomRuns(random, base), extras(base, random.nextInt(17)));
            var format = new ResumeFormat(i % 2 == 0 ? Alphabet.ASCII : Alphabet.WIDE, 1_000_000);

            assertThat(accepted(data.encode(format, TOPIC, PARTITION), base))
                    .as("seed %d, case %d", seed, i)
                    .isEqualTo(data);
        }
    }

    /** A text that is damaged anywhere is ignored: no change of one character, and no cut, is taken for something else. */
    @ParameterizedTest
    @EnumSource(Alphabet.class)
    void everyDamageIsSeen(Alphabet alphabet) {
        var random = new Random(5);
        String text = new ResumeData(7, randomRuns(random, 7), extras(7, 2))
                .encode(new ResumeFormat(alphabet, 4096), TOPIC, PARTITION);

        for (int at = 0; at < text.length(); at++) {
            char other = (char) (text.charAt(at) + (text.charAt(at) == '~' ? -1 : 1));
            assertIgnored(text.substring(0, at) + other + text.substring(at + 1), 7);
            if (at > 0) {
                assertIgnored(text.substring(0, at), 7);
            }
            assertIgnored(text.substring(0, at) + text.charAt(at) + text.substring(at), 7);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void arbitraryTextNeverDoesHarm(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            var text = new StringBuilder(i % 3 == 0 ? "" : i % 3 == 1 ? "wb3a" : "wb3w");
            random.ints(random.nextInt(40), 0, i % 2 == 0 ? 128 : 65_536).forEach(c -> text.append((char) c));
            if (!text.isEmpty()) {
                assertIgnored(text.toString(), 0);
            }
        }
    }

    /** Even bytes with the right checksum, of an enemy, cost no more memory than they have themselves. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void arbitraryBytesWithTheRightChecksumNeverDoHarm(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < 50_000; i++) {
            byte[] bytes = new byte[1 + random.nextInt(40)];
            random.nextBytes(bytes);
            bytes[0] = 9; // the base
            if (ResumeData.decode(ResumeText.seal(bytes, TOPIC, PARTITION, Alphabet.ASCII), at(9))
                    instanceof Decoded.Accepted accepted) {
                var held = accepted.data().held();
                assertThat(held.size()).as("seed %d, case %d", seed, i).isLessThanOrEqualTo(320);
                assertThat(held.contains(8)).isFalse();
            }
        }
    }

    @Test
    void dataOfAnotherPositionIsIgnored() {
        String text = new ResumeData(5, held(6, 7), ResumeExtras.NONE).encode(ASCII, TOPIC, PARTITION);

        assertThat(ResumeData.decode(text, at(6)))
                .isEqualTo(new Decoded.Ignored("it belongs to position 5, and 6 is what is committed"));
    }

    @Test
    void dataOfAnotherPartitionIsIgnoredThoughThePositionIsTheSame() {
        String text = new ResumeData(5, held(6, 7), ResumeExtras.NONE).encode(ASCII, TOPIC, PARTITION);

        assertThat(ResumeData.decode(text, at(5))).isInstanceOf(Decoded.Accepted.class);
        assertThat(ResumeData.decode(text, new Position(TOPIC, PARTITION + 1, 5)))
                .isEqualTo(
                        new Decoded.Ignored("its checksum is wrong: it is damaged, or belongs to another partition"));
        assertThat(ResumeData.decode(text, new Position("refunds", PARTITION, 5)))
                .isInstanceOf(Decoded.Ignored.class);
    }

    @Test
    void whyATextIsIgnoredIsSaidWithoutQuotingIt() {
        assertThat(ignored("password=hunter2")).isEqualTo("these 16 characters were not written by Waybill");
        assertThat(ignored("wb1a00000")).contains("version");
        assertThat(ignored("wb3x00000")).contains("alphabet");
        assertThat(ignored("wb3a00000")).contains("checksum");
    }

    /** Bytes that the offsets alone take, against what is known of other encodings. */
    @ParameterizedTest(name = "{0} of {1} unsettled: at most {2} bytes")
    @CsvSource({
        "0.00002, 50000, 5",
        "0.000001, 1000000, 5",
        "0.01, 10000, 120",
        "0.01, 50000, 500",
        "0.01, 200000, 2030",
        "0.1, 10000, 660",
        "0.1, 20000, 1270",
        "0.1, 50000, 3100",
        "0.5, 10000, 1252",
        "0.5, 24000, 3002",
        "0.9, 10000, 660",
        "0.001, 1000000, 1560"
    })
    void sizeIsThatOfTheSmallestCode(double unsettled, int span, int bytes) {
        var random = new Random(1);
        var held = new HeldRuns.Builder();
        for (int i = 1; i < span; i++) {
            if (random.nextDouble() >= (unsettled * span < 1.5 ? 0 : unsettled)) {
                held.add(i, i + 1);
            }
        }

        long bits = HeldCode.smallest(held.build(), 0).bits();

        assertThat((bits + 7) / 8).isLessThanOrEqualTo(bytes);
    }

    @Test
    void burstsAreWrittenAsRuns() {
        var held = new HeldRuns.Builder();
        for (int i = 0; i < 10_000; i += 500) {
            held.add(i + 50, i + 500);
        }

        assertThat(HeldCode.smallest(held.build(), 0).bits()).isLessThanOrEqualTo(50 * 8);
    }

    @Test
    void oneUnsettledInFrontOfAMillionIsAShortText() {
        assertThat(new ResumeData(123_456, held(123_457, 1_123_456), ResumeExtras.NONE).encode(ASCII, TOPIC, PARTITION))
                .hasSizeLessThanOrEqualTo(24);
    }

    @Test
    void extrasStayWithinTheirRoom() {
        var attempts = new TreeMap<Long, FailedAt>();
        for (long i = 0; i < 100; i++) {
            attempts.put((1L << 60) - 1_000 + i, new FailedAt(Integer.MAX_VALUE, FailedAt.HIGHEST_SINK));
        }
        var mark = new RunMark(true, RunMark.MOST_CRASHES, Long.MAX_VALUE - 1, Long.MAX_VALUE - 1);
        var data = new ResumeData((1L << 60) - 1_000, HeldRuns.NONE, new ResumeExtras(attempts, mark));

        String text = data.encode(ASCII, TOPIC, PARTITION);

        assertThat(text.length()).isLessThanOrEqualTo(300);
        var read = accepted(text, data.base()).extras();
        assertThat(read.mark()).isEqualTo(mark);
        assertThat(read.attempts().keySet())
                .containsExactlyElementsOf(attempts.headMap(data.base() + 16).keySet());
        assertThat(read.attempts().values()).containsOnly(new FailedAt(FailedAt.MOST_FAILURES, FailedAt.HIGHEST_SINK));
    }

    @Test
    void attemptsBelowTheBaseAreForgotten() {
        var extras =
                new ResumeExtras(new TreeMap<>(Map.of(3L, new FailedAt(2, 0), 9L, new FailedAt(1, 4))), RunMark.NONE);

        String text = new ResumeData(5, HeldRuns.NONE, extras).encode(ASCII, TOPIC, PARTITION);

        assertThat(accepted(text, 5).extras().attempts()).isEqualTo(Map.of(9L, new FailedAt(1, 4)));
    }

    @Test
    void whatDoesNotFitIsLeftOutFromTheHighestDown() {
        var random = new Random(3);
        var held = new HeldRuns.Builder();
        for (int i = 1; i < 100_000; i++) {
            if (random.nextBoolean()) {
                held.add(i, i + 1);
            }
        }
        var all = held.build();

        String text = new ResumeData(0, all, ResumeExtras.NONE).encode(ASCII, TOPIC, PARTITION);

        var kept = accepted(text, 0).held();
        assertThat(text.length()).isLessThanOrEqualTo(4096);
        assertThat(kept.size()).isGreaterThan(4_000);
        assertThat(kept).isEqualTo(all.lowest(kept.size()));
    }

    @Test
    void aRoomTooSmallForAnythingIsRefused() {
        assertThatThrownBy(() -> ASCII.withChars(10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("resume data needs 400 characters or more, or 0 for none, got 10");
    }

    private static HeldRuns randomRuns(Random random, long base) {
        var runs = new HeldRuns.Builder();
        int longest = 1 << random.nextInt(12);
        int farthest = 1 << random.nextInt(12);
        long at = base + random.nextInt(farthest);
        int count = random.nextInt(400);
        for (int i = 0; i < count; i++) {
            long to = at + 1 + (random.nextInt(200) == 0 ? random.nextLong(1L << 40) : random.nextInt(longest));
            runs.add(at, to);
            at = to + 1 + random.nextInt(farthest);
        }
        return runs.build();
    }

    private static ResumeExtras extras(long base, int failing) {
        SortedMap<Long, FailedAt> attempts = new TreeMap<>();
        for (int i = 0; i < Math.min(failing, ResumeExtras.MOST_ATTEMPTS); i++) {
            attempts.put(base + 3L * i, new FailedAt(i + 1, i % 3));
        }
        return new ResumeExtras(attempts, failing % 3 == 0 ? new RunMark(true, failing, base, base + 1) : RunMark.NONE);
    }

    /** As large as extras can be. */
    static ResumeExtras fullExtras() {
        SortedMap<Long, FailedAt> attempts = new TreeMap<>();
        for (int i = 0; i < ResumeExtras.MOST_ATTEMPTS; i++) {
            attempts.put((1L << 32) - 1 - i, new FailedAt(FailedAt.MOST_FAILURES, FailedAt.HIGHEST_SINK));
        }
        return new ResumeExtras(attempts, new RunMark(true, RunMark.MOST_CRASHES, 1L << 60, 1L << 60));
    }

    static HeldRuns held(long... bounds) {
        var runs = new HeldRuns.Builder();
        for (int i = 0; i < bounds.length; i += 2) {
            runs.add(bounds[i], bounds[i + 1]);
        }
        return runs.build();
    }

    private static Position at(long offset) {
        return new Position(TOPIC, PARTITION, offset);
    }

    static ResumeData accepted(String text, long position) {
        var decoded = ResumeData.decode(text, at(position));
        assertThat(decoded).isInstanceOf(Decoded.Accepted.class);
        return ((Decoded.Accepted) decoded).data();
    }

    private static String ignored(String text) {
        var decoded = ResumeData.decode(text, at(0));
        assertThat(decoded).isInstanceOf(Decoded.Ignored.class);
        return ((Decoded.Ignored) decoded).why();
    }

    private static void assertIgnored(String text, long position) {
        assertThat(ResumeData.decode(text, at(position))).as(text).isInstanceOf(Decoded.Ignored.class);
    }
}
