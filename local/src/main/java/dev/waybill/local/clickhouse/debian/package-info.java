/** ClickHouse as Debian packages it: a server of 2018, for tests of what old servers know. */
@NullMarked
package dev.waybill.local.clickhouse.debian;

import org.jspecify.annotations.NullMarked;
