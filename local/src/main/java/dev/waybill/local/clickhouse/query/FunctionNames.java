package dev.waybill.local.clickhouse.query;

import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The functions whose names ClickHouse takes in any case. */
final class FunctionNames {
    private static final Map<String, String> ANY_CASE = Stream.of(
                    "count",
                    "sum",
                    "min",
                    "max",
                    "avg",
                    "length",
                    "lower",
                    "upper",
                    "concat",
                    "now",
                    "version",
                    "countDistinct")
            .collect(Collectors.toMap(name -> name.toLowerCase(Locale.ROOT), Function.identity()));

    private FunctionNames() {}

    static String plain(String written) {
        return ANY_CASE.getOrDefault(written.toLowerCase(Locale.ROOT), written);
    }
}
