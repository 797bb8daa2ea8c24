package dev.waybill.batch.read.parquet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.MessageType;

/** Puts the columns of one row together to a line. Used by one thread. */
final class RowText extends RecordMaterializer<Line> {
    private final Line line = new Line();
    private final Line values = new Line();
    private final List<ColumnText> columns = new ArrayList<>();
    private final long[] begins;
    private final long[] ends;
    private long begin;

    RowText(MessageType schema) {
        begins = new long[schema.getFieldCount()];
        ends = new long[schema.getFieldCount()];
        for (var field : schema.getFields()) {
            int column = columns.size();
            columns.add(new ColumnText(field.asPrimitiveType(), values, text -> isHere(column)));
        }
    }

    private void isHere(int column) {
        begins[column] = begin;
        ends[column] = values.length();
        begin = values.length();
    }

    @Override
    public Line getCurrentRecord() {
        return line;
    }

    @Override
    public GroupConverter getRootConverter() {
        return new GroupConverter() {
            @Override
            public Converter getConverter(int column) {
                return columns.get(column);
            }

            @Override
            public void start() {
                values.clear();
                begin = 0;
                Arrays.fill(ends, 0);
            }

            @Override
            public void end() {
                write();
            }
        };
    }

    private void write() {
        line.clear();
        for (int i = 0; i < ends.length; i++) {
            line.add(i == 0 ? '[' : ',');
            if (ends[i] == 0) {
                line.add("null");
            } else {
                line.add(values, begins[i], ends[i]);
            }
        }
        line.add(']');
        line.add('\n');
    }
}
