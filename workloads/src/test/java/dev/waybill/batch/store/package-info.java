/** What is stored in ClickHouse, held against a stand-in and two real engines. */
@NullMarked
package dev.waybill.batch.store;

import org.jspecify.annotations.NullMarked;
