package dev.waybill.local.clickhouse.chdb;

import com.sun.jna.Library;
import com.sun.jna.Pointer;

/** The functions of libchdb that are used here, under its names. */
interface Chdb extends Library {
    void chdb_set_signal_handlers_enabled(int isEnabled);

    Pointer chdb_connect(int count, String[] arguments);

    Pointer chdb_query_n(Pointer connection, byte[] query, long length, byte[] format, long formatLength);

    Pointer chdb_stream_insert_n(Pointer connection, byte[] query, long length, byte[] format, long formatLength);

    int chdb_stream_append(Pointer stream, byte[] rows, long length);

    Pointer chdb_stream_done(Pointer stream);

    String chdb_stream_insert_error(Pointer stream);

    void chdb_destroy_insert_stream(Pointer stream);

    Pointer chdb_result_buffer(Pointer result);

    long chdb_result_length(Pointer result);

    long chdb_result_rows_read(Pointer result);

    long chdb_result_rows_written(Pointer result);

    String chdb_result_error(Pointer result);

    void chdb_destroy_query_result(Pointer result);
}
