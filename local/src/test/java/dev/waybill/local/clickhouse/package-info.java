/** The Girder stand-in: what recorded exchanges with a real one say it has to answer, and its fault switches. */
@NullMarked
package dev.waybill.local.clickhouse;

import org.jspecify.annotations.NullMarked;
