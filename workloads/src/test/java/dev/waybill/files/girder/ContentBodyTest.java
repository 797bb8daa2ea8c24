package dev.waybill.files.girder;

import static dev.waybill.files.girder.Site.bytes;
import static dev.waybill.files.girder.Site.sha256;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

final class ContentBodyTest {
    private final RunningHash hash = RunningHash.start();
    private final Taker taker = new Taker();

    @Test
    void aBodyGoesPieceByPieceAsItIsAskedForAndIsHashed() {
        byte[] content = bytes(300_000);
        var body = new ContentBody(new ByteArrayInputStream(content), 299_999, hash);

        body.subscribe(taker);

        byte[] sent = Arrays.copyOf(content, 299_999);
        assertThat(taker.ended).isEqualTo("complete");
        assertThat(taker.pieces).isEqualTo(3);
        assertThat(taker.bytes.toByteArray()).isEqualTo(sent);
        assertThat(hash.position()).isEqualTo(299_999);
        assertThat(hash.hex()).isEqualTo(sha256(sent));
    }

    @Test
    void aContentThatIsShorterThanWasSaidIsAnErrorAndNoBody() {
        var body = new ContentBody(new ByteArrayInputStream(bytes(200_000)), 200_001, hash);

        body.subscribe(taker);

        assertThat(taker.ended).isEqualTo("java.io.EOFException: ends 1 bytes too early");
    }

    @Test
    void whoHasEnoughGetsNoMore() {
        var body = new ContentBody(new ByteArrayInputStream(bytes(300_000)), 300_000, hash);
        taker.most = 1;

        body.subscribe(taker);

        assertThat(taker.pieces).isEqualTo(1);
        assertThat(taker.ended).isEmpty();
    }

    @Test
    @Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
    void whoAsksForAllAtOnceGetsIt() {
        byte[] content = bytes(300_000);
        taker.atFirst = Long.MAX_VALUE;

        new ContentBody(new ByteArrayInputStream(content), 300_000, hash).subscribe(taker);

        assertThat(taker.ended).isEqualTo("complete");
        assertThat(taker.bytes.toByteArray()).isEqualTo(content);
    }

    /** Asks for a piece, and for the next when it has that, as the JDK's client does. */
    private static final class Taker implements Subscriber<ByteBuffer> {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private long atFirst = 1;
        private int most = Integer.MAX_VALUE;
        private int pieces;
        private String ended = "";
        private @Nullable Subscription subscription;

        @Override
        public void onSubscribe(Subscription given) {
            subscription = given;
            given.request(atFirst);
        }

        @Override
        public void onNext(ByteBuffer piece) {
            pieces++;
            byte[] part = new byte[piece.remaining()];
            piece.get(part);
            bytes.writeBytes(part);
            Subscription known = requireNonNull(subscription);
            if (pieces == most) {
                known.cancel();
            }
            known.request(1);
        }

        @Override
        public void onError(Throwable thrown) {
            ended = thrown.toString();
        }

        @Override
        public void onComplete() {
            ended = "complete";
        }
    }
}
