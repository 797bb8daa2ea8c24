/** PostgreSQL: which one, a small pool of connections, and what its errors mean. */
@NullMarked
package dev.waybill.jobs.database;

import org.jspecify.annotations.NullMarked;
