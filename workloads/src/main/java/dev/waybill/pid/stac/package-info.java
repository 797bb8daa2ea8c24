/** STAC: the items and assets of the catalogue, and the API that hands them out. */
@NullMarked
package dev.waybill.pid.stac;

import org.jspecify.annotations.NullMarked;
