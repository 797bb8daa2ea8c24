package dev.waybill.files.girder;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The next so many bytes of a content as the body of a request, hashed as they pass. It goes in larger pieces than the JDK's own
 * publishers make, each of which costs its client some work. For one request.
 */
final class ContentBody implements BodyPublisher {
    private static final int PIECE = 128 * 1024;

    private final InputStream content;
    private final long length;
    private final RunningHash hash;

    ContentBody(InputStream content, long length, RunningHash hash) {
        this.content = content;
        this.length = length;
        this.hash = hash;
    }

    @Override
    public long contentLength() {
        return length;
    }

    @Override
    public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
        subscriber.onSubscribe(new Pieces(subscriber));
    }

    /** Hands out a piece for each that is asked for; whoever asks first does so, until none is wanted. */
    private final class Pieces implements Subscription {
        private final Subscriber<? super ByteBuffer> subscriber;
        private final AtomicLong wanted = new AtomicLong();
        private long left = length;
        private volatile boolean isOver;

        Pieces(Subscriber<? super ByteBuffer> subscriber) {
            this.subscriber = subscriber;
        }

        @Override
        public void request(long more) {
            if (wanted.getAndUpdate(already -> already > Long.MAX_VALUE - more ? Long.MAX_VALUE : already + more) > 0) {
                return;
            }
            do {
                next();
            } while (!isOver && wanted.decrementAndGet() > 0);
        }

        private void next() {
            if (isOver) {
                return;
            }
            try {
                byte[] piece = new byte[(int) Math.min(PIECE, left)];
                int read = content.readNBytes(piece, 0, piece.length);
                if (read < piece.length) {
                    throw new EOFException("ends " + (left - read) + " bytes too early");
                }
                hash.add(piece, 0, piece.length);
                left -= piece.length;
                subscriber.onNext(ByteBuffer.wrap(piece));
                if (left == 0) {
                    isOver = true;
                    subscriber.onComplete();
                }
            } catch (IOException e) {
                isOver = true;
                subscriber.onError(e);
            }
        }

        @Override
        public void cancel() {
            isOver = true;
        }
    }
}
