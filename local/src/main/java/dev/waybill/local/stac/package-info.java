/** A STAC API in memory: as much of one as the pid workload asks, answered as a real catalogue would. */
@NullMarked
package dev.waybill.local.stac;

import org.jspecify.annotations.NullMarked;
