/** A real PostgreSQL server as a child process, and in it databases with the index of an Open Data Cube. */
@NullMarked
package dev.waybill.local.postgres;

import org.jspecify.annotations.NullMarked;
