package dev.waybill.files.chunk;

/**
 * Where a file lies below the root of its tree: folders with {@code /} between them, and a name. It never leads out of
 * the root: nothing that is absolute, climbs ({@code ..}), stays ({@code .}) or is empty in between can be one.
 *
 * <p>A backslash is a character like any other, as file systems here have it; who writes files where it separates folders
 * must refuse it.
 *
 * @param folder empty for the root itself
 */
public record RelativePath(String folder, String name) {
    public RelativePath {
        requireSegment(name, "a file name");
        if (!folder.isEmpty()) {
            for (String segment : folder.split("/", -1)) {
                requireSegment(segment, "a subdirectory");
            }
        }
    }

    /** The path that {@code text} says, for example {@code run7/a.dat}. */
    public static RelativePath of(String text) {
        int cut = text.lastIndexOf('/');
        return new RelativePath(cut < 0 ? "" : text.substring(0, Math.max(cut, 1)), text.substring(cut + 1));
    }

    private static void requireSegment(String segment, String what) {
        boolean isStep = segment.isEmpty() || segment.equals(".") || segment.equals("..");
        if (isStep || segment.indexOf('/') >= 0 || segment.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("expected " + what
                    + " below the root, without empty parts, \".\", \"..\" or NUL, got " + Shown.text(segment));
        }
    }

    /** The path as text: {@code run7/a.dat}. */
    @Override
    public String toString() {
        return folder.isEmpty() ? name : folder + "/" + name;
    }
}
