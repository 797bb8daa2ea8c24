package dev.waybill.bench.files;

import dev.waybill.files.girder.Parent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What nobody can leave out who brings files through chunks to Girder, and nothing else: the hashes, by as many threads as there are
 * processors, beside a {@link PlainUpload}. No broker is asked, and nothing is written.
 *
 * <p>Each byte is hashed five times: SHA-512 of the chunk and of the file where they are made, and where they are checked; SHA-256 for
 * Girder.
 */
final class RequiredWork {
    private static final int CHUNK = 512 * 1024;
    private static final List<String> HASHES = List.of("SHA-512", "SHA-512", "SHA-512", "SHA-512", "SHA-256");

    private final PlainUpload upload;

    RequiredWork(PlainUpload upload) {
        this.upload = upload;
    }

    /** Returns when both are done. */
    void send(Sample sample, Parent folder) throws Exception {
        var threads = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try {
            var passes = new ArrayList<Future<byte[]>>();
            for (Path file : sample.files()) {
                for (String hash : HASHES) {
                    passes.add(threads.submit(pass(file, hash)));
                }
            }
            upload.send(sample, folder);
            for (var pass : passes) {
                pass.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static Callable<byte[]> pass(Path file, String hash) {
        return () -> hashed(file, hash);
    }

    private static byte[] hashed(Path file, String hash) throws IOException, NoSuchAlgorithmException {
        var digest = MessageDigest.getInstance(hash);
        byte[] chunk = new byte[CHUNK];
        try (var in = Files.newInputStream(file)) {
            for (int read = in.read(chunk); read > 0; read = in.read(chunk)) {
                digest.update(chunk, 0, read);
            }
        }
        return digest.digest();
    }
}
