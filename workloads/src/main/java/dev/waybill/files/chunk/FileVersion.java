package dev.waybill.files.chunk;

/**
 * One version of a file: what all of its chunks say alike.
 *
 * @param append goes between stem and suffix of the name where the file is delivered; usually empty
 * @param hash of all bytes of this version
 * @param chunks how many there are, 1 or more
 * @param modified when the file was changed last, in seconds since the epoch; 0 if that is not known
 */
public record FileVersion(RelativePath path, String append, Sha512 hash, int chunks, double modified) {
    public FileVersion {
        if (chunks < 1) {
            throw new IllegalArgumentException("expected 1 chunk or more, got " + chunks);
        }
        if (append.indexOf('/') >= 0 || append.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    "expected a file name append without \"/\" and NUL, got " + Shown.text(append));
        }
        if (!(modified >= 0 && modified < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("expected seconds since the epoch, 0 or more, got " + modified);
        }
    }
}
