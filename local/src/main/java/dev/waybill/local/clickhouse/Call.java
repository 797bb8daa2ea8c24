package dev.waybill.local.clickhouse;

import java.util.Map;

/**
 * What a request asks of the engine.
 *
 * @param query from the address; empty: the body begins with the statement
 * @param isReading nothing may be changed
 * @param settings of the server, for this request
 * @param format of the answer, where the statement names none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Call(byte[] query, byte[] body, boolean isReading, Map<String, String> settings, String format) {}
