package dev.waybill.batch.read;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** What a file is, as seen from its first bytes. Its name is not asked. */
public enum FileKind {
    CSV,
    JSONL,
    PARQUET;

    /** So many bytes are looked at. */
    static final int LOOK = 512;

    /**
     * @param head the first bytes, decompressed
     * @throws UnreadableFileException for what is known to be something else, with what to do
     */
    static FileKind of(byte[] head) throws UnreadableFileException {
        String text = new String(head, ISO_8859_1);
        if (text.startsWith("PAR1")) {
            return PARQUET;
        }
        refuseOthers(text);
        String first = text.startsWith(Utf8.BOM) ? text.substring(Utf8.BOM.length()) : text;
        String content = first.stripLeading();
        if (content.startsWith("{")) {
            return JSONL;
        }
        if (content.startsWith("[") && content.substring(1).stripLeading().matches("(?s)[{\\]].*")) {
            throw new UnreadableFileException(
                    "a JSON array; expected JSON lines, one object per line" + " (jq -c '.[]' file makes them)");
        }
        return CSV;
    }

    private static void refuseOthers(String text) throws UnreadableFileException {
        if (text.isEmpty()) {
            throw new UnreadableFileException("the file is empty; expected CSV with a header, JSON lines or Parquet");
        }
        if (text.startsWith("\u00ff\u00fe") || text.startsWith("\u00fe\u00ff") || isEverySecondZero(text)) {
            throw new UnreadableFileException("UTF-16 text; expected UTF-8 (iconv -f UTF-16 -t UTF-8 file makes it)");
        }
        if (text.startsWith("PK\u0003\u0004")) {
            throw new UnreadableFileException(
                    "a ZIP archive or a workbook of a spreadsheet; expected CSV, JSON lines or Parquet, plain or in .gz or .zst");
        }
        if (text.startsWith("BZh") || text.startsWith("\u00fd7zXZ")) {
            throw new UnreadableFileException(
                    "compressed with bzip2 or xz; expected gzip, Zstandard or no compression");
        }
        if (text.startsWith("ORC") || text.startsWith("Obj\u0001")) {
            throw new UnreadableFileException("an ORC or Avro file; expected CSV, JSON lines or Parquet");
        }
        if (text.startsWith("\u001f\u008b") || text.startsWith(Compression.ZSTD_MAGIC)) {
            throw new UnreadableFileException("compressed twice; expected gzip or Zstandard once");
        }
    }

    private static boolean isEverySecondZero(String text) {
        if (text.length() < 8) {
            return false;
        }
        boolean even = true;
        boolean odd = true;
        for (int i = 0; i < 8; i++) {
            even &= i % 2 == 1 || text.charAt(i) == 0;
            odd &= i % 2 == 0 || text.charAt(i) == 0;
        }
        return even != odd;
    }
}
