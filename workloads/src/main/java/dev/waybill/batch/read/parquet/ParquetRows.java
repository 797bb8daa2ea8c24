package dev.waybill.batch.read.parquet;

import dev.waybill.batch.model.Shown;
import dev.waybill.batch.read.CsvHeader;
import dev.waybill.batch.read.Rows;
import dev.waybill.batch.read.UnreadableFileException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.ZipException;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.LogicalTypeAnnotation.Float16LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntervalLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a Parquet file, one row group in memory at a time. Each row is a line with a JSON array, cells in the order of the
 * columns.
 *
 * <p>Used by one thread; {@link #bytesRead()} may be asked by any.
 */
public final class ParquetRows implements AutoCloseable {
    /** A row group that needs more memory than this is refused. */
    private static final long LARGEST_GROUP = 1L << 30;

    private final ParquetFileReader file;
    private final PageCodecs codecs;
    private final MessageColumnIO columns;
    private final RowText text;
    private @Nullable RecordReader<Line> group;
    private long left;
    private long length;
    private int groups;
    private final AtomicLong bytesRead = new AtomicLong();

    private ParquetRows(ParquetFileReader file, PageCodecs codecs) {
        this.file = file;
        this.codecs = codecs;
        MessageType schema = file.getFooter().getFileMetaData().getSchema();
        this.columns = new ColumnIOFactory().getColumnIO(schema);
        this.text = new RowText(schema);
    }

    /**
     * Reads what the file says of itself.
     *
     * @throws UnreadableFileException where it is damaged, or has columns that are no single values
     */
    public static ParquetRows open(Path path) throws IOException, UnreadableFileException {
        var codecs = new PageCodecs(LARGEST_GROUP);
        ParquetFileReader file = reader(path, codecs);
        try {
            refuse(file.getFooter().getFileMetaData().getSchema());
            refuse(file.getRowGroups(), Files.size(path));
            return new ParquetRows(file, codecs);
        } catch (UnreadableFileException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static ParquetFileReader reader(Path path, PageCodecs codecs) throws IOException, UnreadableFileException {
        var options = ParquetReadOptions.builder(new PlainParquetConfiguration())
                .withCodecFactory(codecs)
                .build();
        try {
            return ParquetFileReader.open(new LocalInputFile(path), options);
        } catch (RuntimeException e) { // all that is wrong with its footer
            throw damaged(e);
        } catch (IOException e) {
            if (isOfDisk(e)) {
                throw e;
            }
            throw damaged(e);
        }
    }

    private static void refuse(MessageType schema) throws UnreadableFileException {
        var problems = new ArrayList<String>();
        for (Type field : schema.getFields()) {
            String shown = "column \"" + Shown.brief(field.getName()) + "\": ";
            if (!field.isPrimitive() || field.isRepetition(Type.Repetition.REPEATED)) {
                problems.add(shown + "nested; expected a single value in each row");
            } else if (field.getLogicalTypeAnnotation() instanceof IntervalLogicalTypeAnnotation
                    || field.getLogicalTypeAnnotation() instanceof Float16LogicalTypeAnnotation) {
                problems.add(shown + "of the type " + field.getLogicalTypeAnnotation() + ", which no column can hold");
            }
        }
        if (schema.getFieldCount() > CsvHeader.MOST_COLUMNS) {
            problems.add(schema.getFieldCount() + " columns; expected at most " + CsvHeader.MOST_COLUMNS);
        }
        if (!problems.isEmpty()) {
            throw new UnreadableFileException("Parquet: " + String.join("; ", problems));
        }
    }

    private static void refuse(List<BlockMetaData> groups, long fileSize) throws UnreadableFileException {
        for (BlockMetaData each : groups) {
            for (ColumnChunkMetaData column : each.getColumns()) {
                if (!PageCodecs.KNOWN.contains(column.getCodec())) {
                    throw new UnreadableFileException(
                            "Parquet: compressed with " + column.getCodec() + "; expected one of " + PageCodecs.KNOWN);
                }
            }
            if (compressed(each) > fileSize) {
                throw damaged(new IllegalArgumentException("a row group is larger than the file"));
            }
            if (compressed(each) > LARGEST_GROUP || each.getTotalByteSize() > LARGEST_GROUP) {
                throw new UnreadableFileException("Parquet: a row group of " + each.getTotalByteSize()
                        + " bytes; expected at most " + LARGEST_GROUP + ", write it with smaller row groups");
            }
        }
    }

    private static long compressed(BlockMetaData group) {
        return group.getColumns().stream()
                .mapToLong(ColumnChunkMetaData::getTotalSize)
                .sum();
    }

    private static UnreadableFileException damaged(Exception e) {
        return new UnreadableFileException(
                "the Parquet file is damaged: " + Shown.brief(String.valueOf(e.getMessage())), e);
    }

    /** The names of the columns. */
    public List<String> header() {
        return file.getFooter().getFileMetaData().getSchema().getFields().stream()
                .map(Type::getName)
                .toList();
    }

    /** Bytes of the last row in full. */
    public long length() {
        return length;
    }

    /**
     * The next row as a line, with its line end; null at the end. Of one that is longer than {@link Rows#LONGEST_ROW} the beginning.
     *
     * @throws UnreadableFileException where the file is damaged; rows before that were handed out
     */
    public byte @Nullable [] next() throws IOException, UnreadableFileException {
        try {
            while (left == 0) {
                codecs.beginGroup();
                PageReadStore pages = file.readNextRowGroup();
                if (pages == null) {
                    return null;
                }
                group = columns.getRecordReader(pages, text);
                left = pages.getRowCount();
                bytesRead.addAndGet(compressed(file.getRowGroups().get(groups++)));
            }
            left--;
            if (group == null) {
                return null;
            }
            Line row = group.read();
            length = row.length();
            return row.copy();
        } catch (RuntimeException e) { // whatever its decoders stumble upon
            throw damaged(e);
        } catch (IOException e) {
            if (isOfDisk(e)) {
                throw e;
            }
            throw damaged(e);
        }
    }

    /** Not of what was read: that has a cause of its own, or is an end too early. */
    private static boolean isOfDisk(IOException e) {
        return e.getCause() == null && !(e instanceof EOFException) && !(e instanceof ZipException);
    }

    /** Bytes of the file that were read so far. */
    public long bytesRead() {
        return bytesRead.get();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
